package org.chosei.identity;

import java.util.Collection;
import java.util.Map;
import org.chosei.kernel.PersonId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The people behind ids. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class People {

    /** Names as far as the acting scope may know them: staff know all, members their own organisation's and staff's. */
    public Map<PersonId, String> names(Collection<PersonId> people) {
        throw new UnsupportedOperationException("CONTRACT");
    }
}
