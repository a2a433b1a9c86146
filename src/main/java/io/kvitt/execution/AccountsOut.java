package io.kvitt.execution;

import java.util.Set;
import org.springframework.stereotype.Component;

/** The accounts whose providers do not answer, as this instance sees it; their payments wait. */
@Component
public class AccountsOut {

    private final Quotas quotas;

    AccountsOut(Quotas quotas) {
        this.quotas = quotas;
    }

    public Set<String> names() {
        return quotas.out();
    }
}
