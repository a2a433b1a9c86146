package io.kvitt.api;

import io.kvitt.payment.Code;
import io.kvitt.security.Refusal;
import io.kvitt.views.Json;
import io.kvitt.views.Problem;
import io.kvitt.words.Sentence;
import io.kvitt.words.Told;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is wrong with a request as HTTP, before anybody has looked at what it asks for. */
enum HttpProblem implements Told {
    BAD_REQUEST(400, "Anropet är inte giltig HTTP.", "The request is not valid HTTP."),
    NOT_FOUND(404, Refusal.NOT_FOUND),
    METHOD_NOT_ALLOWED(405, Refusal.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(406, "Svaret finns inte i det begärda formatet.", "The answer has none of the forms asked for."),
    REQUEST_TIMEOUT(408, "Anropet kom inte fram i tid.", "The request did not arrive in time."),
    TOO_LARGE(413, Code.TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(415, "Innehållets format stöds inte.", "The content's form is not supported."),
    UNAVAILABLE(503, Refusal.UNAVAILABLE),
    BROKEN(500, "Något gick fel i Kvitt.", "Something went wrong in Kvitt.");

    private final int status;
    private final Sentence sentence;

    HttpProblem(int status, String swedish, String english) {
        this.status = status;
        this.sentence = new Sentence(swedish, english);
    }

    HttpProblem(int status, Told alike) {
        this.status = status;
        this.sentence = alike.sentence();
    }

    /** The nearest problem for a status that is an error. */
    static HttpProblem of(int status) {
        for (HttpProblem problem : values()) {
            if (problem.status == status) {
                return problem;
            }
        }
        return status >= 500 ? BROKEN : BAD_REQUEST;
    }

    /** The answer's body, under the status that was meant. */
    byte[] body(int as, String detail) {
        return bytes(Problem.of(as, this, detail));
    }

    void write(HttpServletResponse response, String detail) throws IOException {
        write(response, Problem.of(status, this, detail));
    }

    static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType("application/problem+json;charset=UTF-8");
        response.getOutputStream().write(bytes(problem));
    }

    private static byte[] bytes(Problem problem) {
        return Json.text(problem).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Sentence sentence() {
        return sentence;
    }
}
