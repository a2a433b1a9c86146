package io.kvitt.endtoend;

import static io.kvitt.endtoend.Orders.card;
import static io.kvitt.endtoend.Orders.effects;
import static io.kvitt.endtoend.Orders.make;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one sender sends for one payment is accepted in that order, and so it is the right amount that moves. */
@EndToEnd
class QueueOrderEndToEndTest {

    private static final Duration BOUND = Duration.ofSeconds(40);

    @Autowired
    private ConnectionFactory connections;

    @Autowired
    private JdbcTemplate jdbc;

    private Connection connection;
    private Session session;

    @BeforeEach
    void connect() throws JMSException {
        connection = connections.createConnection();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    @Test
    void of_fifty_updates_each_followed_by_its_activation_all_take_the_new_amount() throws Exception {
        List<String> orders = orders(50);
        for (String id : orders) {
            send("kvitt.commands", update(id), null);
            send("kvitt.commands", command("activate", id), null);
        }
        session.commit();

        assertThat(taken(orders)).containsOnly("cancel-amount 40000, deliver 60000");
    }

    @Test
    void of_fifty_activations_each_followed_by_its_credit_all_are_credited() throws Exception {
        List<String> orders = orders(50);
        for (String id : orders) {
            send("kvitt.commands", command("activate", id), null);
            send("kvitt.commands", command("credit", id), null);
        }
        session.commit();

        assertThat(taken(orders)).containsOnly("deliver 100000, cancel-order 100000");
    }

    @Test
    void what_is_sent_after_an_outage_of_the_database_does_not_pass_what_was_sent_during_it() throws Exception {
        List<String> orders = orders(20);
        outage("25006");
        try {
            for (String id : orders) {
                send("kvitt.commands", update(id), id);
            }
            session.commit();
            Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
        } finally {
            heal();
        }
        for (String id : orders) {
            send("kvitt.commands", command("activate", id), id);
        }
        session.commit();

        assertThat(taken(orders)).containsOnly("cancel-amount 40000, deliver 60000");
    }

    /** Whatever it is: the others of its batch are taken, and it waits for a person. */
    @Test
    void a_message_that_the_database_will_never_take_holds_up_nobody_else() throws Exception {
        List<String> orders = orders(3);
        outage("22021", orders.get(1));
        try {
            for (String id : orders) {
                send("kvitt.commands", command("annul", id), null);
            }
            session.commit();

            assertThat(taken(List.of(orders.get(0), orders.get(2)))).containsOnly("cancel-order 100000");
            assertThat(jdbc.queryForList(
                            "select command_id from command where provider_order_id = ?", String.class, orders.get(1)))
                    .isEmpty();
            connection.start();
            var kept = session.createConsumer(session.createQueue("kvitt.invalid"), "kvittCode = 'internal-error'")
                    .receive(BOUND.toMillis());
            assertThat(kept.getBody(String.class)).contains(orders.get(1));
            session.commit();
        } finally {
            heal();
        }
    }

    private void outage(String state, String... orders) {
        String which = orders.length == 0 ? "true" : "new.provider_order_id = '" + orders[0] + "'";
        jdbc.execute("create function no_queue() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not now' using errcode = '" + state + "'; end $$");
        jdbc.execute("create trigger no_queue before insert on command for each row when (new.channel = 'JMS' and "
                + which + ") execute function no_queue()");
    }

    private void heal() {
        jdbc.execute("drop trigger no_queue on command");
        jdbc.execute("drop function no_queue");
    }

    private static List<String> orders(int count) {
        return Stream.generate(() -> make(card())).limit(count).toList();
    }

    private static String update(String id) {
        return "{'action':'update','account':'svea','providerOrderId':'" + id + "','amount':60000,'currency':'SEK'}";
    }

    private static String command(String action, String id) {
        return "{'action':'" + action + "','account':'svea','providerOrderId':'" + id + "'}";
    }

    private void send(String queue, String body, String group) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            TextMessage message = session.createTextMessage(body.replace('\'', '"'));
            if (group != null) {
                message.setStringProperty("JMSXGroupID", group);
            }
            producer.send(message);
        }
    }

    /** What happened to the money of each when nothing is open any more. */
    private List<String> taken(List<String> orders) {
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> jdbc.queryForObject("""
                                select count(distinct provider_order_id) from command c
                                where provider_order_id = any(?) and not exists (
                                    select 1 from command o where o.provider_order_id = c.provider_order_id
                                        and o.ended_at is null)
                                """, Integer.class, (Object) orders.toArray(String[]::new))
                        == orders.size());
        List<String> taken = new ArrayList<>();
        orders.forEach(id -> taken.add(String.join(", ", effects("svea", id))));
        return taken;
    }
}
