package io.kvitt.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Gives every setting its default, for routes and schedules too, and stops the start at a name that nobody reads and at a
 * time without a unit: a typo must not quietly leave a limit or a credential as it was.
 */
class SettingsCheck implements EnvironmentPostProcessor, Ordered {

    private static final ConfigurationPropertyName KVITT = ConfigurationPropertyName.of("kvitt");
    private static final Pattern UNITLESS = Pattern.compile("\\s*[+-]?0*[1-9]\\d*\\s*");

    /** Kubernetes tells every container of the services beside it; one of them may be called kvitt. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("KVITT(_.*)?_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        KnownSettings known = KnownSettings.read();
        environment.getPropertySources().addLast(new MapPropertySource("kvitt-defaults", known.defaults()));
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource all) {
                boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                all.stream()
                        .filter(KVITT::isAncestorOf)
                        .forEach(name -> check(known, name, all.getConfigurationProperty(name), variables));
            }
        }
    }

    private static void check(
            KnownSettings known,
            ConfigurationPropertyName name,
            @Nullable ConfigurationProperty property,
            boolean variable) {
        if (property == null) {
            return;
        }
        String given = variable ? variable(name, property) : name.toString();
        Optional<SettingName> setting = variable ? known.ofVariable(given) : known.named(name);
        if (setting.isEmpty()) {
            if (!variable || !SERVICE_LINK.matcher(given).matches()) {
                throw new WrongSetting(
                        given,
                        "there is no such setting; did you mean " + known.nearest(name)
                                + "? All are in docs/configuration.md");
            }
        } else if (setting.get().isDuration() && isUnitless(String.valueOf(property.getValue()))) {
            throw new WrongSetting(
                    given,
                    String.valueOf(property.getValue()),
                    "a number with its unit: 500ms, 5s, 30m, 12h or 7d; several with commas between");
        }
    }

    private static String variable(ConfigurationPropertyName name, ConfigurationProperty property) {
        return property.getOrigin() instanceof PropertySourceOrigin origin ? origin.getPropertyName() : name.toString();
    }

    private static boolean isUnitless(String value) {
        return Pattern.compile(",")
                .splitAsStream(value)
                .anyMatch(one -> UNITLESS.matcher(one).matches());
    }

    /** After all that the sandbox and the embedded parts set. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
