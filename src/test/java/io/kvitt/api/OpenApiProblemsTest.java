package io.kvitt.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kvitt.contract.OpenApi;
import io.kvitt.desk.Reason;
import io.kvitt.payment.Code;
import io.kvitt.security.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiProblemsTest {

    @Test
    void every_code_that_a_problem_may_have_is_in_the_contract_and_no_other() {
        Set<String> codes = new TreeSet<>();
        Arrays.stream(Code.values()).map(Code::wireName).forEach(codes::add);
        Arrays.stream(Refusal.values()).map(Refusal::wireName).forEach(codes::add);
        Arrays.stream(Reason.values()).map(Reason::wireName).forEach(codes::add);
        Arrays.stream(HttpProblem.values()).map(HttpProblem::wireName).forEach(codes::add);

        assertThat(OpenApi.CONTRACT.names("ProblemCode"))
                .as("the enum ProblemCode of src/main/resources/openapi.yaml")
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void an_example_with_a_code_tells_it_in_the_sentences_that_it_really_has() {
        List<JsonNode> told = new ArrayList<>();
        for (JsonNode parent : OpenApi.CONTRACT.document().findParents("message")) {
            if (parent.has("code") && parent.path("message").has("sv")) {
                told.add(parent);
            }
        }

        assertThat(told).hasSizeGreaterThan(5).allSatisfy(one -> {
            Code code = Arrays.stream(Code.values())
                    .filter(candidate ->
                            candidate.wireName().equals(one.path("code").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(one.path("message").path("sv").asText())
                    .isEqualTo(code.sentence().sv());
            assertThat(one.path("message").path("en").asText())
                    .isEqualTo(code.sentence().en());
        });
    }
}
