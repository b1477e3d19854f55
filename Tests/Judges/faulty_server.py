"""A server on the loopback address that speaks the OpenAI chat API, and does so badly in whichever way it is told.

The name of the model says how: `fine`, `slow`, `cut` …, each a method below. What came in is kept in `seen`, with its headers.
"""

import email.utils
import http.server
import json
import socket
import ssl
import struct
import subprocess
import threading
import time


def answer(text, finish="stop", usage=True, **message):
    body = {"choices": [{"message": {"role": "assistant", "content": text, **message}, "finish_reason": finish}]}
    if usage:
        body["usage"] = {"prompt_tokens": 50, "completion_tokens": 20}
    return body


class FaultyServer:
    """Use as `with FaultyServer() as server:`; its address is `server.url`."""

    def __init__(self, tls=None):
        """`tls`: a folder for a certificate that nobody knows; the server then speaks https."""
        self.tls = tls
        self.seen = []
        self.running = self.most = 0
        self.lock = threading.Lock()
        self.counts = {}
        # Text of answers that are no form; a function of the number of the request.
        self.text = lambda number: "환불해 드리겠습니다."
        self.delay = 0

    def __enter__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                outer.take(self)

            def do_CONNECT(self):
                outer.seen.append((self.path, dict(self.headers), None))
                self.send_error(403)

            def do_GET(self):
                outer.seen.append((self.path, dict(self.headers), None))
                self.send_error(404)

            def log_message(self, *arguments):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *arguments):
                # Whoever asked has gone; that is what is tried.
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}/v1"
        if self.tls:
            names = [str(self.tls / name) for name in ("key.pem", "certificate.pem")]
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", "-keyout", names[0], "-out", names[1]],
                check=True, capture_output=True,
            )  # fmt: skip
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(names[1], names[0])
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.url = self.url.replace("http:", "https:")
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.server.shutdown()
        self.server.server_close()

    def take(self, request):
        body = json.loads(request.rfile.read(int(request.headers["content-length"])))
        with self.lock:
            self.seen.append((request.path, {k.lower(): v for k, v in request.headers.items()}, body))
            self.running += 1
            self.most = max(self.most, self.running)
            kind = body["model"]
            number = self.counts[kind] = self.counts.get(kind, 0) + 1
        try:
            if self.delay:
                time.sleep(self.delay)
            getattr(self, kind.split(":")[0].replace("-", "_"))(request, body, number)
        finally:
            with self.lock:
                self.running -= 1

    # Ways to answer

    def send(self, request, status, body, type="application/json", **headers):
        data = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def fine(self, request, body, number):
        form = body.get("response_format")
        text = self.text(number)
        if form:
            text = made_up(form["json_schema"]["schema"])
            text = json.dumps(text, ensure_ascii=False)
        self.send(request, 200, answer(text))

    def limited(self, request, body, number):
        if number == 1:
            return self.send(request, 429, {"error": {"message": "slow down"}})
        self.fine(request, body, number)

    def limited_seconds(self, request, body, number):
        if number == 1:
            return self.send(request, 429, {"error": {"message": "slow down"}}, Retry_After="1")
        self.fine(request, body, number)

    def limited_date(self, request, body, number):
        if number == 1:
            date = email.utils.formatdate(time.time() + 2, usegmt=True)
            return self.send(request, 503, "", Retry_After=date)
        self.fine(request, body, number)

    def limited_long(self, request, body, number):
        self.send(request, 429, {"error": {"message": "tomorrow"}}, Retry_After="86400")

    def limited_always(self, request, body, number):
        self.send(request, 429, {"error": {"message": "slow down"}}, Retry_After="0")

    def limited_nonsense(self, request, body, number):
        if number == 1:
            return self.send(request, 429, "", Retry_After="soon")
        self.fine(request, body, number)

    def broken_once(self, request, body, number):
        if number == 1:
            return self.send(request, 500, "<h1>Internal Server Error</h1>", "text/html")
        self.fine(request, body, number)

    def cut_once(self, request, body, number):
        return self.cut(request, body, number) if number == 1 else self.fine(request, body, number)

    def cut(self, request, body, number):
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b'{"choices": [')
        request.wfile.flush()
        # A reset, and not an orderly end.
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.connection.close()
        request.close_connection = True

    def silent(self, request, body, number):
        request.connection.close()
        request.close_connection = True

    def slow(self, request, body, number):
        time.sleep(30)

    def dripping(self, request, body, number):
        request.send_response(200)
        request.end_headers()
        for _ in range(60):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.5)

    def malformed(self, request, body, number):
        self.send(request, 200, '{"choices": [{"message": {"content": "환불')

    def page(self, request, body, number):
        self.send(request, 200, "<html>Welcome to our router</html>", "text/html; charset=utf-8")

    def wrong_type(self, request, body, number):
        self.send(request, 200, answer(self.text(number)), "text/plain")

    def other_json(self, request, body, number):
        self.send(request, 200, {"hello": "world"})

    def no_form(self, request, body, number):
        self.send(request, 200, answer("I think it is a refund."))

    def wrong_form(self, request, body, number):
        self.send(request, 200, answer('{"kind": "complaint", "urgent": "maybe"}'))

    def refusing(self, request, body, number):
        self.send(request, 200, answer(None, refusal="I can't help with that."))

    def cut_off(self, request, body, number):
        self.send(request, 200, answer("환불은", finish="length"))

    def large(self, request, body, number):
        self.send(request, 200, answer("가" * 4_000_000))

    def endless(self, request, body, number):
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        while True:
            request.wfile.write(b'{"choices": [' + b" " * 65536)

    def redirecting(self, request, body, number):
        self.send(request, 307, "", Location=self.elsewhere)

    def unauthorized(self, request, body, number):
        key = request.headers.get("authorization", "")
        self.send(request, 401, {"error": {"message": f"Incorrect API key provided: {key}"}}, WWW_Authenticate=key)

    def echoing(self, request, body, number):
        key = request.headers.get("authorization", "")
        self.send(request, 200, answer(f"당신의 키는 {key} 입니다. " + "".join(f"\\u{ord(c):04x}" for c in key[:2])))

    def echoing_error(self, request, body, number):
        key = request.headers.get("authorization", "")
        self.send(request, 400, {"error": {"message": f"bad request with {key}"}})

    def echoing_redirect(self, request, body, number):
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        self.send(request, 302, "", Location=f"http://127.0.0.1:{self.port}/else?key={key}")

    def echoing_type(self, request, body, number):
        key = request.headers.get("authorization", "")
        self.send(request, 200, "no JSON " + key, f"text/{key}")

    def charging_nothing(self, request, body, number):
        """Charges, and says nothing."""
        self.send(request, 200, answer(None))

    def charging_tools(self, request, body, number):
        call = {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        self.send(request, 200, answer(None, "tool_calls", tool_calls=[call]))

    def charging_errors(self, request, body, number):
        self.send(request, 200, {"error": {"message": "backend overloaded"}, "usage": {"prompt_tokens": 50, "completion_tokens": 20}})

    def charging_retries(self, request, body, number):
        """Charges for what it does not answer, and answers the second time."""
        if number % 2:
            return self.send(request, 500, {"usage": {"prompt_tokens": 50, "completion_tokens": 20}})
        self.fine(request, body, number)

    def absurd(self, request, body, number):
        body = answer(self.text(number))
        body["usage"] = {"prompt_tokens": 2**63 - 1, "completion_tokens": 2**63 - 1}
        self.send(request, 200, body)

    def empty(self, request, body, number):
        self.send(request, 200, "")

    def nothing(self, request, body, number):
        request.send_response(204)
        request.end_headers()

    def surrogate(self, request, body, number):
        self.send(request, 200, r'{"choices": [{"message": {"content": "a \ud800"}}]}')

    def silent_error(self, request, body, number):
        self.send(request, 418, "")

    def no_http(self, request, body, number):
        request.wfile.write(b"\x00\xff\x13 hello\r\n\r\n")
        request.close_connection = True

    def refusing_silently(self, request, body, number):
        self.send(request, 200, answer("", "content_filter"))

    def limited_last(self, request, body, number):
        """Says each time when to come again."""
        self.send(request, 429, "", Retry_After="1")

    def long_line(self, request, body, number):
        self.send(request, 200, answer("a" * 3_000_000))

    def uncounted(self, request, body, number):
        self.send(request, 200, answer(self.text(number), usage=False))


def made_up(schema):
    """Data that a schema accepts."""
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return made_up(schema["anyOf"][0])
    kind = schema["type"]
    if kind == "object":
        return {name: made_up(part) for name, part in schema["properties"].items()}
    if kind == "array":
        return [made_up(schema["items"])] * max(1, schema.get("minItems", 0))
    return {"string": "글", "boolean": True, "integer": schema.get("minimum", 1), "number": 1.5}[kind]
