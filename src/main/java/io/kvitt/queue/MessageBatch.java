package io.kvitt.queue;

import jakarta.jms.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** What lay in a queue, in its order, told to Camel as one message: but for this list it is the first of them. */
interface MessageBatch extends Message {

    /** At least one. */
    List<Message> messages();

    static MessageBatch of(List<Message> messages) {
        List<Message> all = List.copyOf(messages);
        return (MessageBatch) Proxy.newProxyInstance(
                MessageBatch.class.getClassLoader(),
                new Class<?>[] {MessageBatch.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == MessageBatch.class) {
                        return all;
                    }
                    try {
                        return method.invoke(all.get(0), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
