package org.chosei.kernel;

import java.util.List;

/**
 * An expected "no" of a use case. It carries a stable slug (message key {@code refusal.SLUG}) and arguments for the
 * translation, never HTTP and never confidential text.
 */
public abstract sealed class Refusal extends RuntimeException {
    private final String slug;
    private final transient List<Object> arguments;

    private Refusal(String slug, Object... arguments) {
        super(slug, null, false, false);
        this.slug = slug;
        this.arguments = List.of(arguments);
    }

    public String slug() {
        return slug;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** It does not exist, or it is not for this reader: the two look alike, so that nobody learns which. */
    public static final class NotFound extends Refusal {
        public NotFound() {
            super("not-found");
        }
    }

    /** The reader may know the thing but not do this to it. */
    public static final class NotPermitted extends Refusal {
        public NotPermitted(String slug, Object... arguments) {
            super(slug, arguments);
        }
    }

    /** Somebody else changed the thing meanwhile; look again and decide again. */
    public static final class Stale extends Refusal {
        public Stale(String slug, Object... arguments) {
            super(slug, arguments);
        }
    }

    /** The input cannot be accepted; {@code field} names the form field to mend, or is empty. */
    public static final class Invalid extends Refusal {
        private final String field;

        public Invalid(String field, String slug, Object... arguments) {
            super(slug, arguments);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** The thing is in a state in which this step does not exist. */
    public static final class WrongState extends Refusal {
        public WrongState(String slug, Object... arguments) {
            super(slug, arguments);
        }
    }

    /** Too many tries; wait {@code seconds} (the first argument). */
    public static final class TooMany extends Refusal {
        public TooMany(long seconds) {
            super("too-many", seconds);
        }
    }
}
