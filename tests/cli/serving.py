"""Web servers of the tests' own, on loopback: what is asked is kept, what is answered is set by the test."""
import gzip
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answer:
    def __init__(self, body=b"", status=200, headers=None, etag=None, modified=None, after_s=0, zipped=False, chunks=0):
        self.body = body if isinstance(body, bytes) else body.encode("utf-8")
        self.status, self.headers, self.after_s, self.zipped, self.chunks = status, dict(headers or {}), after_s, zipped, chunks
        self.etag, self.modified = etag, modified


class Server:
    """`pages` maps a path to an Answer, or to a callable that takes the request and gives one. `asked` lists (path, headers)."""

    def __init__(self, robots=None, certificate=None):
        self.pages, self.asked = {}, []
        if robots is not None:
            self.pages["/robots.txt"] = Answer(robots, headers={"Content-Type": "text/plain"})
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                server.answer(self)

            def log_message(self, *words):
                pass

            def handle_one_request(self):
                try:
                    super().handle_one_request()
                except ConnectionResetError:
                    self.close_connection = True    # whoever asked was killed

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if certificate:                                 # a PEM file with its key
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.root = "%s://127.0.0.1:%d" % ("https" if certificate else "http", self.http.server_port)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()

    def url(self, path):
        return self.root + path

    def count(self, path):
        return sum(1 for asked, _ in self.asked if asked == path)

    def answer(self, request):
        page = self.pages.get(request.path, Answer("no such page", status=404))
        if callable(page):
            page = page(request)
        time.sleep(page.after_s)
        status, body, headers = page.status, page.body, dict(page.headers)
        if page.etag:
            headers["ETag"] = page.etag
        if page.modified:
            headers["Last-Modified"] = page.modified
        is_same = (page.etag and request.headers.get("If-None-Match") == page.etag) \
            or (page.modified and request.headers.get("If-Modified-Since") == page.modified)
        if is_same:
            status, body = 304, b""
        if page.zipped:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        try:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name, value)
            if status != 304 and not page.chunks:
                request.send_header("Content-Length", str(len(body)))
            if page.chunks:
                request.send_header("Connection", "close")
                request.close_connection = True
            request.end_headers()
            for _ in range(page.chunks):
                request.wfile.write(body)
            if status != 304 and not page.chunks:
                request.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            request.close_connection = True         # whoever asked has gone
