package org.chosei.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chosei.access.Anyone;
import org.chosei.jobs.DeadLetters;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** For supervisors and load balancers: 200 while the database answers; counts what waits for a person, names nothing. */
@Controller
class HealthController {
    private final DeadLetters deadLetters;

    HealthController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @GetMapping(path = "/health", produces = "application/json")
    @Anyone("tells only whether it works")
    ResponseEntity<Map<String, Object>> health() {
        long waiting = deadLetters.unsettled();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", waiting == 0 ? "up" : "attention");
        body.put("deadLetters", waiting);
        return ResponseEntity.ok(body);
    }
}
