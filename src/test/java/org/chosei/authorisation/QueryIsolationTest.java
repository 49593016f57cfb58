package org.chosei.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chosei.access.Scopes;
import org.chosei.conversation.ThreadId;
import org.chosei.kernel.AudienceId;
import org.chosei.kernel.CaseId;
import org.chosei.kernel.OrganisationId;
import org.chosei.kernel.PersonId;
import org.chosei.testing.World;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The application's own queries asked by the wrong person: every method of every part that speaks SQL is called as a vendor,
 * past all checks above it, with the ids of another vendor's things.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryIsolationTest {
    private static final int CALLS_EACH = 64;

    private final World world = new World();
    private final Rows rows = new Rows(world);
    private final Set<String> foreign = rows.foreignTo(world.asahi);
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> called = new TreeSet<>();
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> unasked = new TreeSet<>();

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void noQueryOfTheApplicationTellsAVendorWhatIsOnlyAnothers() throws ReflectiveOperationException {
        foreign.addAll(List.of("Answer of himitsu", "Question to himitsu", "Content of log-himitsu", "Title shared"));
        for (Object part : world.application.parts("org.chosei")) {
            Object target = Objects.requireNonNullElse(AopProxyUtils.getSingletonTarget(part), part);
            if (speaksSql(target.getClass())) {
                for (Method method : target.getClass().getDeclaredMethods()) {
                    if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                        ask(target, method);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(called).as("queries that were asked; not asked: " + unasked).hasSizeGreaterThan(150);
        assertThat(answered).as("queries that answered something").hasSizeGreaterThan(20);
        assertThat(unasked.size())
                .as("queries that could not be asked: " + unasked)
                .isLessThan(called.size() / 2);
    }

    private static boolean speaksSql(Class<?> type) {
        return Stream.of(type.getDeclaredFields()).anyMatch(field -> field.getType() == JdbcClient.class);
    }

    private void ask(Object target, Method method) throws ReflectiveOperationException {
        String name = target.getClass().getSimpleName() + "." + method.getName();
        List<List<Object>> choices = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            List<Object> values = values(type);
            if (values.isEmpty()) {
                unasked.add(name);
                return;
            }
            choices.add(values);
        }
        method.setAccessible(true);
        called.add(name);
        int all = choices.stream().mapToInt(List::size).reduce(1, (a, b) -> Math.min(CALLS_EACH, a * b));
        for (int i = 0; i < all; i++) {
            int rest = i;
            Object[] arguments = new Object[choices.size()];
            for (int p = 0; p < arguments.length; p++) {
                arguments[p] = choices.get(p).get(rest % choices.get(p).size());
                rest /= choices.get(p).size();
            }
            listen(name, arguments, answer(target, method, arguments));
        }
    }

    private void listen(String name, Object[] arguments, String answer) {
        if (!answer.isEmpty()) {
            answered.add(name);
        }
        String asked = told(Arrays.asList(arguments));
        foreign.stream()
                .filter(word -> answer.contains(word) && !asked.contains(word))
                .findFirst()
                .ifPresent(word -> wrong.add(name + " asked with " + asked + " tells " + word + ": " + answer));
    }

    /** What the call returned, or nothing where it was refused; whatever it changed is undone. */
    private String answer(Object target, Method method, Object[] arguments) {
        return Scopes.as(
                world.scope(world.asahi),
                () -> Objects.requireNonNull(world.application
                        .bean(TransactionOperations.class)
                        .execute(status -> {
                            status.setRollbackOnly();
                            try {
                                return told(method.invoke(target, arguments));
                            } catch (InvocationTargetException refused) {
                                return "";
                            } catch (IllegalAccessException e) {
                                throw new IllegalStateException(e);
                            }
                        })));
    }

    private List<Object> values(Type type) {
        if (type instanceof ParameterizedType of && of.getRawType() instanceof Class<?> raw) {
            List<Object> each = values(of.getActualTypeArguments()[0]);
            if (each.isEmpty()) {
                return List.of();
            }
            if (raw == Optional.class) {
                return each.stream().<Object>map(Optional::of).toList();
            }
            if (raw == Set.class) {
                return List.of(new LinkedHashSet<>(each));
            }
            return raw.isAssignableFrom(List.class) ? List.of(each) : List.of();
        }
        if (type == UUID[].class) {
            return List.of((Object) ids().toArray(UUID[]::new));
        }
        return type instanceof Class<?> plain ? plain(plain) : List.of();
    }

    private List<Object> plain(Class<?> type) {
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        return switch (type.getName()) {
            case "java.util.UUID" -> List.copyOf(ids());
            case "java.lang.String" ->
                List.of(world.alone.number(), "psirt@himitsu.example", "PARTNER-1", world.hidden.fingerprint(), "en");
            case "java.time.Instant" -> List.of(world.now(), Instant.EPOCH);
            case "java.util.Locale" -> List.of(Locale.ENGLISH);
            case "int" -> List.of(50, 1);
            case "long" -> List.of(0L, 50L);
            case "boolean" -> List.of(true, false);
            case "[B" -> List.of((Object) new byte[] {1});
            default -> idValues(type);
        };
    }

    private List<Object> idValues(Class<?> type) {
        if (type == CaseId.class) {
            return List.of(world.shared.id(), world.alone.id());
        }
        if (type == OrganisationId.class) {
            return List.of(world.hidden.id(), world.waiting.id(), world.withdrawn.id());
        }
        if (type == PersonId.class) {
            return List.of(world.person(world.hidden.responsible()), world.person(world.coordinator));
        }
        if (type == ThreadId.class) {
            return List.of(
                    new ThreadId(world.thread(world.shared, world.hidden)),
                    new ThreadId(world.thread(world.alone, world.hidden)));
        }
        if (type == SealedId.class) {
            return ids("sealed_item")
                    .map(id -> (Object) new SealedId(id))
                    .limit(40)
                    .toList();
        }
        return type == AudienceId.class
                ? ids("audience").map(id -> (Object) new AudienceId(id)).toList()
                : List.of();
    }

    private @Nullable List<UUID> ids;

    /** Of every table the ids of two rows that are only another's. */
    private List<UUID> ids() {
        List<UUID> known = ids;
        if (known == null) {
            known = rows.everything().keySet().stream()
                    .flatMap(table -> ids(table).limit(2))
                    .toList();
            ids = known;
        }
        return known;
    }

    private Stream<UUID> ids(String table) {
        return rows.everything().getOrDefault(table, List.of()).stream()
                .map(row -> row.replaceFirst("(?s).*\"id\": ?\"([0-9a-f-]{36})\".*", "$1"))
                .filter(id -> id.length() == 36 && foreign.contains(id))
                .map(UUID::fromString);
    }

    private static String told(@Nullable Object answer) {
        return switch (answer) {
            case null -> "";
            case Opened opened -> opened.text();
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case Object[] array -> told(Arrays.asList(array));
            case Optional<?> optional -> told(optional.orElse(null));
            case Collection<?> many ->
                many.stream().map(QueryIsolationTest::told).collect(Collectors.joining(" "));
            case Map<?, ?> map -> told(map.keySet()) + " " + told(map.values());
            case Record record -> told(record);
            default -> answer.toString();
        };
    }

    private static String told(Record record) {
        StringBuilder words = new StringBuilder();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                words.append(told(component.getAccessor().invoke(record))).append(' ');
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return words.toString();
    }
}
