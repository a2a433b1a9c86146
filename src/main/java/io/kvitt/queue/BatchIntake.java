package io.kvitt.queue;

import io.kvitt.command.CommandRejected;
import io.kvitt.command.Violation;
import io.kvitt.payment.Code;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Takes a batch of messages in its order: what can be read is committed together, what can not is refused. The messages
 * are acknowledged after that.
 *
 * @param <S> what is read from a message
 * @param <V> what became of it
 */
abstract class BatchIntake<S, V> implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

    /** Deliveries after which a message that fails by itself, and not by the database, is no longer waited for. */
    private static final int PATIENCE = 3;

    private record Read<S>(Incoming message, S submission) {}

    /** @throws CommandRejected when it can never be accepted */
    abstract S read(Incoming message) throws JMSException;

    /** Commits the submissions in their order. */
    abstract List<V> accept(List<S> submissions);

    /**
     * What the sender is told at once; empty when it has asked for nothing, or gets the outcome later.
     *
     * @throws CommandRejected when it was not accepted
     */
    abstract Optional<Letter> tell(Incoming message, S submission, V verdict) throws JMSException;

    /**
     * Leaves what there is to {@link Told} as the exchange's body.
     *
     * @throws NotTaken when the database takes nothing; the exchange is as it was then
     */
    @Override
    public void process(Exchange exchange) throws JMSException, InvalidPayloadException {
        MessageBatch batch = exchange.getMessage().getMandatoryBody(MessageBatch.class);
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        List<Read<S>> all = new ArrayList<>();
        for (Message message : batch.messages()) {
            Incoming incoming = new Incoming(message);
            try {
                all.add(new Read<>(incoming, read(incoming)));
            } catch (CommandRejected e) {
                refuse(told, incoming, e);
            } catch (RuntimeException e) {
                fail(told, incoming, e);
            }
        }
        take(told, all);
        exchange.getMessage().setBody(told);
    }

    private void take(Told told, List<Read<S>> all) throws JMSException {
        if (all.isEmpty()) {
            return;
        }
        List<V> verdicts;
        try {
            verdicts = accept(all.stream().map(Read::submission).toList());
        } catch (RuntimeException e) {
            if (all.size() == 1) {
                fail(told, all.get(0).message(), e);
            } else if (isOutage(e)) {
                throw new NotTaken(e);
            } else {
                // One bad message must not take the others with it: nothing was stored, so each is tried alone.
                for (Read<S> one : all) {
                    take(told, List.of(one));
                }
            }
            return;
        }
        for (int i = 0; i < verdicts.size(); i++) {
            Incoming message = all.get(i).message();
            try {
                tell(message, all.get(i).submission(), verdicts.get(i)).ifPresent(told.answers()::add);
            } catch (CommandRejected e) {
                refuse(told, message, e);
            }
        }
    }

    private static void refuse(Told told, Incoming message, CommandRejected rejected) throws JMSException {
        told.refused().add(Refusals.kept(message, rejected));
        Refusals.answer(message, rejected).ifPresent(told.answers()::add);
    }

    /** What holds others up for nothing is put aside for a person; what may yet be taken is waited for. */
    private static void fail(Told told, Incoming message, RuntimeException e) throws JMSException {
        boolean byItself = e instanceof DataIntegrityViolationException || message.deliveries() > PATIENCE;
        if (isOutage(e) || !byItself) {
            throw new NotTaken(e);
        }
        // What the database says may have the row in it, and with it what people wrote.
        LOG.error(
                "the message {} could not be taken and is put aside: {}",
                message.message().getJMSMessageID(),
                e.getClass().getSimpleName(),
                e instanceof DataAccessException ? null : e);
        refuse(
                told,
                message,
                new CommandRejected(
                        new Violation(Code.INTERNAL_ERROR, "body", "see Kvitt's log; send it back when mended")));
    }

    /** Whether it is the database that fails: the message is none the worse for it, however often that happens. */
    private static boolean isOutage(RuntimeException e) {
        return (e instanceof DataAccessException || e instanceof TransactionException)
                && !(e instanceof DataIntegrityViolationException);
    }
}
