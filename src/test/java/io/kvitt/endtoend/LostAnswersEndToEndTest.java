package io.kvitt.endtoend;

import static io.kvitt.endtoend.EndToEnd.SANDBOX;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.invoice;
import static io.kvitt.endtoend.Orders.make;
import static io.kvitt.endtoend.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.kvitt.endtoend.Api.Reply;
import io.kvitt.sandbox.simulation.Simulator.PortalEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever becomes of the answer: the money moves once, and the command ends. */
@EndToEnd
class LostAnswersEndToEndTest {

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    record Fault(String provider, String kind, String details) {}

    static Stream<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (String provider : List.of("klarna", "svea")) {
            faults.add(new Fault(provider, "reset-before", ""));
            faults.add(new Fault(provider, "apply-then-reset", ""));
            for (int status : new int[] {500, 502, 503, 504}) {
                faults.add(new Fault(provider, "apply-then-status", ",\"status\":" + status));
                faults.add(new Fault(provider, "status", ",\"status\":" + status));
            }
            faults.add(new Fault(provider, "apply-then-hang", ",\"delayMs\":1500"));
            faults.add(new Fault(provider, "hang-then-apply", ",\"delayMs\":1500"));
            faults.add(new Fault(provider, "truncated-json", ""));
            faults.add(new Fault(provider, "cut-body", ""));
            faults.add(new Fault(provider, "status", ",\"status\":429,\"waitHeaders\":false"));
            faults.add(new Fault(provider, "status", ",\"status\":403"));
        }
        faults.add(new Fault("klarna", "status", ",\"status\":409"));
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_write_whose_answer_is_lost_takes_effect_once(Fault fault) {
        String id = make(fault.provider().equals("svea") ? invoice() : order("klarna"));
        arm(fault, id, "write");

        Reply reply = activate(fault.provider(), id);

        assertThat(reply.text("state")).as("%s", reply.body()).isIn("SUCCEEDED", "ALREADY_SO");
        assertThat(effects(fault.provider(), id)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_reading_that_fails_is_made_again(Fault fault) {
        String id = make(fault.provider().equals("svea") ? invoice() : order("klarna"));
        arm(fault, id, "read");

        Reply reply = activate(fault.provider(), id);

        assertThat(reply.text("state")).as("%s", reply.body()).isEqualTo("SUCCEEDED");
        assertThat(effects(fault.provider(), id)).hasSize(1);
    }

    @Test
    void credentials_that_are_refused_for_a_while_cost_nothing() {
        String id = make(order("klarna"));
        arm(new Fault("klarna", "status", ",\"status\":401"), id, "write");

        assertThat(activate("klarna", id).text("state")).isEqualTo("SUCCEEDED");
        assertThat(effects("klarna", id)).hasSize(1);
    }

    @Test
    void a_task_that_fails_is_read_and_its_work_asked_for_again() {
        String id = make(invoice());
        arm(new Fault("svea", "task-fails", ""), id, "write");

        Reply reply = activate("svea", id);

        assertThat(reply.text("state")).as("%s", reply.body()).isEqualTo("SUCCEEDED");
        assertThat(effects("svea", id)).hasSize(1);
    }

    @Test
    void a_task_that_is_forgotten_is_made_up_for_by_a_reading() {
        String id = make(invoice());
        arm(new Fault("svea", "task-404", ""), id, "write");

        assertThat(activate("svea", id).text("state")).isEqualTo("SUCCEEDED");
        assertThat(effects("svea", id)).hasSize(1);
    }

    @Test
    void a_provider_that_stays_out_needs_attention_and_a_retry_ends_it() {
        String id = make(order("klarna"));
        arm(new Fault("klarna", "status", ",\"status\":500,\"times\":7"), id, "read");

        Reply given = activate("klarna", id);
        assertThat(given.text("state")).as("%s", given.body()).isEqualTo("NEEDS_ATTENTION");
        assertThat(given.text("code")).isEqualTo("retries-exhausted");

        String commandId = given.text("commandId");
        assertThat(api.send("POST", "/commands/" + commandId + "/retry", null).status())
                .isEqualTo(200);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .until(() -> api.get("/commands/" + commandId).text("state").equals("SUCCEEDED"));
        assertThat(api.send("POST", "/commands/" + commandId + "/retry", null).status())
                .isEqualTo(409);
        assertThat(effects("klarna", id)).hasSize(1);
    }

    @Test
    void what_a_person_does_in_the_portal_meanwhile_is_already_so() {
        String id = make(order("klarna"));
        arm(new Fault("klarna", "status", ",\"status\":500,\"times\":2"), id, "read");
        SANDBOX.portal("klarna", id, new PortalEdit("capture", null));

        assertThat(activate("klarna", id).text("state")).isEqualTo("ALREADY_SO");
        assertThat(effects("klarna", id)).hasSize(1);
    }

    @Test
    void an_order_that_does_not_exist_is_refused_after_a_few_looks() {
        assertThat(activate("klarna", "00000000-0000-4000-8000-999999999999").text("code"))
                .isEqualTo("payment-not-found");
        assertThat(activate("svea", "999999999999").text("code")).isEqualTo("payment-not-found");
    }

    private Reply activate(String provider, String id) {
        return api.command("{'action':'activate','account':'" + provider + "','providerOrderId':'" + id + "'}");
    }

    /** Once, on this order only, unless the details say otherwise. */
    private static void arm(Fault fault, String orderId, String operation) {
        String times = fault.details().contains("times") ? "" : ",\"times\":1";
        SANDBOX.arm("{\"provider\":\"" + fault.provider() + "\",\"orderId\":\"" + orderId + "\",\"operation\":\""
                + operation + "\",\"kind\":\"" + fault.kind() + "\"" + fault.details() + times + "}");
    }
}
