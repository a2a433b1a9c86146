package io.kvitt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.kvitt.Kvitt;
import io.kvitt.client.generated.ApiClient;
import io.kvitt.client.generated.ApiException;
import io.kvitt.client.generated.CommandsApi;
import io.kvitt.client.generated.OrderStatusActionsApi;
import io.kvitt.client.generated.OrdersApi;
import io.kvitt.client.generated.model.Action;
import io.kvitt.client.generated.model.Code;
import io.kvitt.client.generated.model.Command;
import io.kvitt.client.generated.model.CommandBody;
import io.kvitt.client.generated.model.CommandState;
import io.kvitt.client.generated.model.GroupSettings;
import io.kvitt.client.generated.model.Order;
import io.kvitt.client.generated.model.PaymentStatus;
import io.kvitt.client.generated.model.PreviewBody;
import io.kvitt.client.generated.model.PreviewOrdersInner;
import io.kvitt.client.generated.model.Problem;
import io.kvitt.client.generated.model.ProblemCode;
import io.kvitt.client.generated.model.PutOrderReferences200Response;
import io.kvitt.client.generated.model.Scope;
import io.kvitt.client.generated.model.StatusActions;
import io.kvitt.client.generated.model.StatusChange;
import io.kvitt.client.generated.model.StatusChangeBody;
import io.kvitt.client.generated.model.StatusName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The README's demonstration on a Kvitt with its sandbox, by a client that was generated from openapi.yaml alone. */
@Tag("client")
class GeneratedClientTest {

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext kvitt;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        kvitt = new SpringApplicationBuilder(Kvitt.class)
                .run("--server.port=0", "--kvitt.data=" + data, "--kvitt.broker.port=-1", "--kvitt.sandbox.port=0");
        client = clientWith("demo");
    }

    @AfterAll
    static void stop() {
        kvitt.close();
    }

    private static ApiClient clientWith(String key) {
        ApiClient made = new ApiClient();
        made.updateBaseUri("http://127.0.0.1:" + kvitt.getEnvironment().getProperty("local.server.port") + "/api/v1");
        made.setRequestInterceptor(request -> request.header("X-API-Key", key));
        return made;
    }

    @Test
    void commands_end_as_the_readme_says() throws ApiException {
        Command activated =
                send(command("demo-a", Action.ACTIVATE).amount(124_950L).currency("SEK"));
        assertThat(activated.getState()).isEqualTo(CommandState.SUCCEEDED);
        assertThat(activated.getPerformed()).isEqualTo(Command.PerformedEnum.ACTIVATE);
        assertThat(activated.getPaymentStatus()).isEqualTo(PaymentStatus.ACTIVATED);
        assertThat(activated.getAttempts()).isNotEmpty();

        assertThat(send(command("demo-b", Action.ACTIVATE)).getState()).isEqualTo(CommandState.ALREADY_SO);
        assertThat(send(command("demo-c", Action.ANNUL)).getCode()).isEqualTo(Code.ACTIVATED_USE_CREDIT);
        assertThat(send(command("demo-d", Action.REVERSE)).getPerformed()).isEqualTo(Command.PerformedEnum.CREDIT);

        CommandsApi commands = new CommandsApi(client);
        assertThat(commands.getCommand("demo-a")).isEqualTo(activated);
        assertThat(commands.listCommands("100001", CommandState.SUCCEEDED, null, null)
                        .getCommands())
                .extracting(Command::getCommandId)
                .containsExactly("demo-d", "demo-a");
    }

    private static CommandBody command(String id, Action action) {
        return new CommandBody().commandId(id).action(action).orderNumber("100001");
    }

    private static Command send(CommandBody command) throws ApiException {
        return new CommandsApi(client).submitCommand(command, null, "wait=10");
    }

    @Test
    void a_status_is_set_for_tried_and_leads_to_a_command() throws ApiException {
        OrderStatusActionsApi actions = new OrderStatusActionsApi(client);
        StatusActions settings = new StatusActions()
                ._default(new Scope()
                        .activate(statuses(new StatusName("Levererad"), new StatusName(40)))
                        .reverse(statuses(new StatusName("Makulerad"))));
        actions.putStatusActions(settings, "\"0\"", null);

        List<PreviewOrdersInner> tried = actions.previewStatusActions(
                        new PreviewBody().orders(List.of("100009", "100002")).status(new StatusName("Levererad")))
                .getOrders();
        assertThat(tried)
                .extracting(PreviewOrdersInner::getEffect)
                .containsExactly(PreviewOrdersInner.EffectEnum.ACTIVATE, PreviewOrdersInner.EffectEnum.ACTIVATE);

        StatusChange change = actions.submitStatusChange(
                new StatusChangeBody()
                        .orderNumber("100009")
                        .status(new StatusName("levererad"))
                        .occurredAt(OffsetDateTime.parse("2026-11-24T18:00:00+01:00")),
                null);
        assertThat(change.getCode()).isEqualTo(Code.STATUS_COMMANDED);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Order order = new OrdersApi(client).getOrder("100009", null);
            assertThat(order.getPayment().getStatus()).isEqualTo(PaymentStatus.ACTIVATED);
            assertThat(order.getPossible()).contains(Action.CREDIT);
        });
    }

    private static GroupSettings statuses(StatusName... names) {
        return new GroupSettings().statuses(List.of(names));
    }

    @Test
    void what_is_wrong_is_told_as_a_problem_that_the_client_can_read() throws Exception {
        ApiException wrong = catchThrowableOfType(
                ApiException.class,
                () -> send(command("demo-e", Action.UPDATE).amount(0L).currency("kronor")));
        Problem problem = client.getObjectMapper().readValue(wrong.getResponseBody(), Problem.class);

        assertThat(wrong.getCode()).isEqualTo(problem.getStatus());
        assertThat(problem.getViolations())
                .extracting(violation -> violation.getField() + " " + violation.getCode())
                .contains("currency invalid-value");
        assertThat(problem.getMessage().getEn()).isNotBlank();

        ApiException stranger = catchThrowableOfType(
                ApiException.class, () -> new CommandsApi(clientWith("wrong")).getCommand("demo-a"));
        assertThat(client.getObjectMapper()
                        .readValue(stranger.getResponseBody(), Problem.class)
                        .getCode())
                .isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void references_are_sent_as_lines() throws ApiException {
        PutOrderReferences200Response stored = new OrdersApi(client).putOrderReferences("""
                {"orderNumber":"300001","account":"sandbox-svea","providerOrderId":"9300001","currency":"SEK"}
                {"orderNumber":"300002","account":"nowhere","providerOrderId":"1","currency":"SEK"}
                """);

        assertThat(stored.getStored()).isEqualTo(1);
        assertThat(stored.getProblems().get(0).getLine()).isEqualTo(2);
        assertThat(stored.getProblems().get(0).getProblem().getCode()).isEqualTo(ProblemCode.ACCOUNT_UNKNOWN);
    }
}
