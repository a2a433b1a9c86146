package io.kvitt.model;

import com.zaxxer.hikari.HikariDataSource;
import io.kvitt.command.CreditByStatusSwitch;
import io.kvitt.command.Inbox;
import io.kvitt.execution.Dispatcher;
import io.kvitt.execution.Execution;
import io.kvitt.execution.ExecutionLedger;
import io.kvitt.execution.Executor;
import io.kvitt.execution.SingleStep;
import io.kvitt.ledger.CommandQueries;
import io.kvitt.ledger.ReferenceTable;
import io.kvitt.model.Step.Point;
import io.kvitt.payment.CreditByStatus;
import io.kvitt.provider.Account;
import io.kvitt.provider.Accounts;
import io.kvitt.provider.Assignment;
import io.kvitt.provider.Providers;
import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One Kvitt: its own engine, beans and routes, without the threads that would drive them. */
final class Instance implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(30);

    /** Long enough for every fault that a story can hold. */
    private static final List<Duration> SCHEDULE = Stream.concat(
                    Stream.of(5L, 30L, 300L, 1800L),
                    Stream.generate(() -> 7200L).limit(40))
            .map(Duration::ofSeconds)
            .toList();

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final SingleStep engine;
    private static final Set<String> ACCOUNTS = Set.of("klarna", "kustom", "svea");

    private final Consumer<Execution> begins;
    private int unreachable;

    /**
     * @param at called at every point of a pass
     * @param begins told of every pass
     */
    Instance(HikariDataSource database, Clock clock, Accounts accounts, Consumer<Point> at, Consumer<Execution> begins)
            throws Exception {
        this.begins = begins;
        this.engine = assemble(database, clock, accounts, at);
        this.camel = new DefaultCamelContext(new ApplicationContextBeanRepository(beans));
        camel.getPropertiesComponent().addInitialProperty("kvitt.execution.workers", "1");
        camel.addComponent("jms", new StubComponent());
        for (String file : List.of("error-handling", "execute", "provider", "klarna", "svea")) {
            String name = file + ".camel.yaml";
            String text = Files.readString(Path.of("routes", name))
                    .replaceFirst("redeliveryDelay: \"\\d+\"", "redeliveryDelay: \"1\"");
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
        }
        camel.start();
        producer = camel.createProducerTemplate();
    }

    private SingleStep assemble(HikariDataSource database, Clock clock, Accounts accounts, Consumer<Point> at) {
        beans.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "model",
                        Map.of(
                                "kvitt.references.wait", "24h",
                                "kvitt.http.connect-timeout", "1s",
                                "kvitt.http.response-timeout", "250ms",
                                "kvitt.execution.workers", "2")));
        beans.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        JdbcTemplate jdbc = new JdbcTemplate(database);
        beans.registerBean(DataSource.class, () -> database, definition -> definition.setDestroyMethodName(null));
        beans.registerBean(JdbcTemplate.class, () -> jdbc);
        beans.registerBean(
                TransactionTemplate.class, () -> new TransactionTemplate(new DataSourceTransactionManager(database)));
        beans.registerBean(Clock.class, () -> clock);
        beans.registerBean(Accounts.class, () -> accounts);
        beans.registerBean(Providers.class);
        beans.registerBean(CreditByStatusSwitch.class, () -> () -> CreditByStatus.OFF);
        beans.registerBean(ConnectionFactory.class, Instance::noBroker);
        beans.registerBean(
                SingleStep.class,
                () -> new SingleStep(
                        new BreakingLedger(beans.getBean(ExecutionLedger.class), at),
                        ACCOUNTS,
                        SCHEDULE,
                        beans.getBean(Providers.class).longestSettlingTime(),
                        LEASE,
                        clock,
                        this::pass));
        beans.registerBean(Executor.class, () -> beans.getBean(SingleStep.class).executor());
        beans.registerBean(
                Dispatcher.class, () -> beans.getBean(SingleStep.class).dispatcher());
        beans.register(Settings.class);
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(beans);
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile(
                ".*\\.(WakeUps|RoutedPass|DryPasses|DatabaseTime|RouteMeters.*|ProviderCallMeter|UnguardedRoutes)")));
        scanner.scan(
                "io.kvitt.audit",
                "io.kvitt.ledger",
                "io.kvitt.provider.klarna",
                "io.kvitt.provider.svea",
                "io.kvitt.camel");
        beans.refresh();
        return beans.getBean(SingleStep.class);
    }

    /** The records of settings of what is scanned. */
    @ConfigurationPropertiesScan({
        "io.kvitt.execution",
        "io.kvitt.ledger",
        "io.kvitt.provider.klarna",
        "io.kvitt.provider.svea",
        "io.kvitt.camel"
    })
    private static final class Settings {}

    private static ConnectionFactory noBroker() {
        return (ConnectionFactory) Proxy.newProxyInstance(
                Instance.class.getClassLoader(),
                new Class<?>[] {ConnectionFactory.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    Inbox inbox() {
        return beans.getBean(Inbox.class);
    }

    ReferenceTable references() {
        return beans.getBean(ReferenceTable.class);
    }

    CommandQueries queries() {
        return beans.getBean(CommandQueries.class);
    }

    Optional<Instant> nextDue() {
        return beans.getBean("jdbcExecutionLedger", ExecutionLedger.class).nextDue(ACCOUNTS);
    }

    void unreachable(int passes) {
        unreachable = passes;
    }

    /** Makes one pass, if a payment is due. */
    void step() {
        engine.step();
    }

    private void pass(Execution claimed) {
        Execution execution = unreachable-- > 0 ? elsewhere(claimed) : claimed;
        try {
            begins.accept(execution);
        } catch (BreakingLedger.Died died) {
            return;
        }
        producer.send("direct:pass", exchange -> exchange.getMessage().setBody(execution));
    }

    /** The same, but with an account at whose address nobody listens. */
    private static Execution elsewhere(Execution execution) {
        Assignment assignment = execution.assignment();
        Account account = assignment.account();
        Account closed = new Account(
                account.name(), account.provider(), URI.create("http://127.0.0.1:1"), account.user(), account.secret());
        return new Execution(
                execution.paymentId(),
                execution.fence(),
                execution.commandRow(),
                new Assignment(assignment.command(), closed, assignment.providerOrderId(), assignment.refusals()),
                execution.pending(),
                execution.pendingFinishes(),
                execution.pendingReported(),
                execution.lastWorking(),
                execution.tries(),
                execution.notFound(),
                execution.refused(),
                execution.begun(),
                execution.paidBack(),
                execution.acceptedAt(),
                execution.knownTotal(),
                execution.updateNotDone(),
                execution.referenceCurrency());
    }

    @Override
    public void close() {
        camel.stop();
        beans.close();
    }
}
