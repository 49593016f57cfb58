package org.chosei.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A finite state machine as a table. What is not in it is not legal; nobody writes a transition anywhere else.
 *
 * @param start where everybody begins
 * @param ends where a life may end
 * @param table the next state by state and event, in the order in which people read them
 */
public record Machine<S, E>(S start, Set<S> ends, Map<S, Map<E, S>> table) {

    /** One arrow of the table. */
    public record Arrow<S, E>(S from, E event, S to) {}

    /** Where the event leads; empty when it is not legal here. */
    public Optional<S> after(S state, E event) {
        return Optional.ofNullable(legal(state).get(event));
    }

    /** What is legal here, with where it leads. */
    public Map<E, S> legal(S state) {
        return table.getOrDefault(state, Map.of());
    }

    /** All arrows, state by state. */
    public List<Arrow<S, E>> arrows() {
        List<Arrow<S, E>> arrows = new ArrayList<>();
        table.forEach((from, next) -> next.forEach((event, to) -> arrows.add(new Arrow<>(from, event, to))));
        return arrows;
    }

    /** Every way of at most that many events that leads from the start to an end, the empty one left out. */
    public List<List<E>> lives(int longest) {
        List<List<E>> lives = new ArrayList<>();
        grow(start, List.of(), longest, lives);
        return lives;
    }

    private void grow(S state, List<E> way, int longest, List<List<E>> lives) {
        if (!way.isEmpty() && ends.contains(state)) {
            lives.add(way);
        }
        if (way.size() < longest) {
            legal(state).forEach((event, to) -> {
                List<E> further = new ArrayList<>(way);
                further.add(event);
                grow(to, List.copyOf(further), longest, lives);
            });
        }
    }

    static <S, E> Builder<S, E> from(S start, Set<S> ends) {
        return new Builder<>(start, ends);
    }

    /** Writes a table arrow by arrow. */
    static final class Builder<S, E> {
        private final S start;
        private final Set<S> ends;
        private final Map<S, Map<E, S>> table = new LinkedHashMap<>();

        private Builder(S start, Set<S> ends) {
            this.start = start;
            this.ends = ends;
        }

        Builder<S, E> arrow(S from, E event, S to) {
            if (table.computeIfAbsent(from, _ -> new LinkedHashMap<>()).put(event, to) != null) {
                throw new IllegalArgumentException(from + " has two ways for " + event);
            }
            return this;
        }

        Machine<S, E> build() {
            return new Machine<>(start, ends, table);
        }
    }
}
