package io.kvitt.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Tells a wrong setting in one sentence, instead of the stack below which it was found. */
class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSetting> implements Ordered {

    @Override
    protected FailureAnalysis analyze(Throwable root, WrongSetting wrong) {
        String value = wrong.value() == null ? "" : " = " + wrong.value();
        return new FailureAnalysis(wrong.property() + value, wrong.property() + ": " + wrong.remedy(), wrong);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    static @Nullable String shown(String property, @Nullable Object value) {
        boolean secret = property.matches(".*(password|secret|sha256|secrets|\\.url)(\\[\\d+])?");
        return value == null || secret ? null : String.valueOf(value);
    }
}
