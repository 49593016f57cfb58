package org.chosei.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Plain HTTP with cookies and form tokens, as a browser without JavaScript does it. Redirects are shown, not followed. */
public final class Browser {
    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String token = "";

    public Browser(URI base) {
        this.base = base;
    }

    /** One answer. */
    public record Page(int status, HttpHeaders headers, String body) {

        public Document html() {
            return Jsoup.parse(body);
        }

        /** Whether it is a page and not a file. */
        public boolean isHtml() {
            return headers.firstValue("Content-Type").orElse("").startsWith("text/html");
        }

        /** Hidden fields of the form that posts to {@code action}, as name, value, name, value. */
        public List<String> hidden(String action) {
            Elements forms = html().select("form[action=" + action + "], form[action^=" + action + "#]");
            return forms.select("input[type=hidden]:not([name=_csrf])").stream()
                    .flatMap(field -> Stream.of(field.attr("name"), field.val()))
                    .toList();
        }

        /** The words of the page's main part. */
        public String text() {
            return html().select("main").text().replace('\u00a0', ' ');
        }

        /** Where a redirect points; empty when it is none. */
        public String location() {
            return headers.firstValue("Location").orElse("");
        }

        /** The slug of the refusal shown, or empty. */
        public String refusal() {
            return html().select("[data-refusal]").attr("data-refusal");
        }
    }

    /** Opens a path, or an address of this server. */
    public Page get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Bytes as they came. */
    public record Download(int status, HttpHeaders headers, byte[] bytes) {}

    /** Fetches a file. */
    public Download download(String path) {
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(base.resolve(path))
                            .GET()
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return new Download(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a form with files, as {@code enctype="multipart/form-data"} does. */
    public Page upload(String path, List<File> files, String... fields) {
        if (token.isEmpty()) {
            get("/sign-in");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("_csrf", token));
        all.addAll(List.of(fields));
        for (int i = 0; i < all.size(); i += 2) {
            part(body, "name=\"" + all.get(i) + "\"", all.get(i + 1).getBytes(StandardCharsets.UTF_8));
        }
        for (File file : files) {
            part(body, "name=\"" + file.field() + "\"; filename=\"" + file.name() + "\"", file.bytes());
        }
        body.writeBytes("--browser--\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=browser")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** A file chosen in a form field. */
    public record File(String field, String name, byte[] bytes) {}

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        body.writeBytes(("--browser\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a form with the token of the page seen last, fields as name, value, name, value. */
    public Page post(String path, String... fields) {
        if (token.isEmpty()) {
            get("/sign-in");
        }
        List<String> all = new ArrayList<>(List.of("_csrf", token));
        all.addAll(List.of(fields));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(all))));
    }

    /** Sends exactly this body, without the form token unless it is in there. */
    public Page send(String method, String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends these bytes as a script of the page does, with the form token and headers as name, value, name, value. */
    public Page script(String path, HttpRequest.BodyPublisher body, String... headers) {
        if (token.isEmpty()) {
            get("/sign-in");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("X-XSRF-TOKEN", token)
                .header("Content-Type", "application/octet-stream")
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, Duration.ofMinutes(3));
    }

    /** The form token of the page seen last. */
    public String token() {
        return token;
    }

    /** The value of a cookie, if there is one. */
    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().get(base).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private Page send(HttpRequest.Builder request) {
        return send(request, Duration.ofSeconds(30));
    }

    private Page send(HttpRequest.Builder request, Duration patience) {
        try {
            HttpResponse<String> response = client.send(
                    request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            Page page = new Page(response.statusCode(), response.headers(), response.body());
            Element found = page.html().selectFirst("input[name=_csrf]");
            if (found != null) {
                token = found.val();
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(List<String> fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(fields.get(i), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(fields.get(i + 1), StandardCharsets.UTF_8));
        }
        return form.toString();
    }
}
