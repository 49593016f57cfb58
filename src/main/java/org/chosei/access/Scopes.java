package org.chosei.access;

import java.util.concurrent.Callable;
import org.chosei.kernel.Refusal;

/** Binds a scope to the work done in it. Nothing bound means nothing visible. */
public final class Scopes {
    private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    private Scopes() {}

    /** Runs {@code work} as {@code scope}; the caller's scope returns afterwards. */
    public static <T> T as(Scope scope, ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(CURRENT, scope).call(work);
    }

    public static void as(Scope scope, Runnable work) {
        ScopedValue.where(CURRENT, scope).run(work);
    }

    /** As {@link #as}, for servlet filters and jobs, whose work throws checked exceptions. */
    public static <T> T calling(Scope scope, Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, scope).call(work::call);
    }

    /** The scope of the running work; a programming error when there is none. */
    public static Scope current() {
        return CURRENT.orElseThrow(() -> new IllegalStateException("no scope is bound to this work"));
    }

    /** The signed-in person, or "not found" for everybody else. */
    public static Scope.Person person() {
        if (CURRENT.isBound() && CURRENT.get() instanceof Scope.Person person) {
            return person;
        }
        throw new Refusal.NotFound();
    }

    public static boolean isBound() {
        return CURRENT.isBound();
    }
}
