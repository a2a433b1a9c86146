package io.kvitt.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.contract.OpenApi;
import io.kvitt.contract.OpenApi.Operation;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class OpenApiPermissionsTest {

    @Test
    void the_contract_says_of_each_call_the_permission_that_it_really_needs() {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> needed = new TreeMap<>();
        for (Operation operation : OpenApi.CONTRACT.operations()) {
            if (!operation.path().equals("/session")) {
                String call = operation.method() + " " + operation.path();
                said.put(call, operation.permission());
                needed.put(call, needed(operation));
            }
        }

        assertThat(said).isEqualTo(needed);
    }

    private static String needed(Operation operation) {
        String path = "/api/v1" + operation.path().replaceAll("\\{\\w+}", "1");
        MockHttpServletRequest request = new MockHttpServletRequest(operation.method(), path);
        request.setServletPath(path);
        return ApiRules.ALL.stream()
                .filter(rule -> rule.matcher().matches(request))
                .findFirst()
                .map(rule ->
                        rule.permission() == null ? "any" : rule.permission().wireName())
                .orElse("denied");
    }
}
