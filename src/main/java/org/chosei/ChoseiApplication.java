package org.chosei;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The server: everything below this package, wired. Started by the {@code serve} command. */
// Rooms name their types for themselves: two of them may have a type of the same name.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class ChoseiApplication {}
