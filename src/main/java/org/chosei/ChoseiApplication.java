package org.chosei;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server: everything below this package, wired. Started by the {@code serve} command. */
@SpringBootApplication
public class ChoseiApplication {}
