#!/usr/bin/python3 -B
"""The demo's shop and its static site with real servers: what a client gets, right and wrong, and that the shop
stands by itself again after each of its parts went away."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(1, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))
from lab import Failure, Laboratory, check  # noqa: E402
from live_data import LiveData  # noqa: E402


def expect(answer, status, *words):
    got, body, headers = answer
    text = body.decode(errors="replace")
    check(got == status and all(word in text for word in words), f"wanted {status} {words}, got {got} {text[:300]}")
    return json.loads(body) if "json" in headers.get("Content-Type", "") else text


def test_orders(shop):
    placed = shop.request("POST", "/orders", json.dumps({"item": "Teekanne 🫖 <b>", "quantity": 3}))
    number = expect(placed, 201)["id"]
    order = expect(shop.request("GET", f"/orders/{number}"), 200)
    check((order["id"], order["item"], order["quantity"]) == (number, "Teekanne 🫖 <b>", 3), f"came back as {order}")
    page = expect(shop.request("GET", "/"), 200, "Teekanne 🫖 &lt;b&gt;", "Northwind Shop")
    check("<b>" not in page, "an item is not escaped on the page")
    for body, status, word in ((b"", 400, "not JSON"), (b"{", 400, "not JSON"), (b"[]", 422, "item"),
                               (b"\xff\xfe", 400, "not JSON"), (b"null", 422, "item"),
                               (b'{"item": 3, "quantity": 1}', 422, "item"), (b'{"item": "x"}', 422, "quantity"),
                               (b'{"item": "", "quantity": 1}', 422, "item"),
                               (b'{"item": "a\\u0000b", "quantity": 1}', 422, "item"),
                               (b'{"item": "\\ud800", "quantity": 1}', 422, "item"),
                               (b'{"item": "x", "quantity": true}', 422, "quantity"),
                               (b'{"item": "x", "quantity": 1.5}', 422, "quantity"),
                               (b'{"item": "x", "quantity": 1e99}', 422, "quantity"),
                               (b'{"item": "x", "quantity": 0}', 422, "quantity"),
                               (b'{"item": "' + b"x" * 70000 + b'", "quantity": 1}', 413, "larger"),
                               (b"[" * 30000, 400, "not JSON")):
        problem = expect(shop.request("POST", "/orders", body), status, word)
        check(problem["error"] and problem["hint"], f"{body[:40]} is refused without a way out: {problem}")
    for path in ("/orders/0", "/orders/-1", "/orders/x", "/orders/" + "9" * 40, "/orders/1/2", "/orders/%31%0a",
                 "/orders/%D9%A1"):
        expect(shop.request("GET", path), 404)
    check(shop.request("DELETE", "/orders")[2].get("Allow") == "POST", "405 does not say what is allowed")


def test_photos(shop):
    for photo in (b"\xff\xd8\xff" + os.urandom(70000), b"x", b"", os.urandom(3_000_000)):
        name = expect(shop.request("POST", "/photos", photo), 201)["id"]
        status, body, _ = shop.request("GET", f"/photos/{name}")
        check(status == 200 and body == photo, f"photo {name} came back as {len(body)} bytes, {status}")
    expect(shop.request("POST", "/photos", b"x" * (20 * 1024 * 1024 + 1)), 413)
    expect(shop.request("POST", "/photos", b"x" * (33 * 1024 * 1024)), 413)
    for path in ("/photos/..%2f..%2fconf%2fsettings.json", "/photos/" + "0" * 32, "/photos/x", "/photos/a/b",
                 "/static/../../conf/nginx.conf", "/static/%2e%2e/VERSION", "/nothing"):
        status, body, _ = shop.request("GET", path)
        check(status in (400, 404) and b"password" not in body, f"{path} answered {status} {body[:80]!r}")


def wait_for_mail(shop, words):
    deadline = time.monotonic() + 8
    while not any(words in mail for mail in shop.ask("mails")["mails"]):
        check(time.monotonic() < deadline, f"no mail about {words}\n{shop.logs('app')}")
        time.sleep(0.1)


def test_mail_and_mark(shop):
    """Orders are confirmed by mail; in a copy they reach nobody and the page says what it is."""
    wait_for_mail(shop, "teapot for the post")
    check("Test copy" not in expect(shop.request("GET", "/"), 200), "production says that it is a copy")
    shop.hook("app", "as-test")
    expect(shop.request("GET", "/"), 200, "Test copy")
    before = len(shop.ask("mails")["mails"])
    expect(shop.request("POST", "/orders", json.dumps({"item": "for the copy", "quantity": 1})), 201)
    time.sleep(2.5)  # longer than the worker's pause
    check(len(shop.ask("mails")["mails"]) == before, "a copy sent mail")
    shop.hook("app", "as-production")
    wait_for_mail(shop, "for the copy")
    digest = shop.run("app", shop.appliances["app"]["cron"][0]["run"])
    check(digest["rc"] == 0 and "in the last day" in shop.ask("mails")["mails"][-1], f"no digest: {digest}")
    check("Test copy" not in expect(shop.request("GET", "/"), 200), "the mark outlived as-production")


def test_restarts(shop, traffic_program):
    """Under 50 requests a second: the application is restarted twice, and no request fails."""
    with tempfile.TemporaryDirectory() as folder:
        state = os.path.join(folder, "state")
        command = [traffic_program, "--url", f"unix:{shop.doors}/http.sock", "--state", state]
        traffic = subprocess.Popen(command + ["--seconds", "6"], stdout=subprocess.PIPE, text=True)
        for _ in range(2):
            time.sleep(1)
            shop.stop("app", "gunicorn")
            shop.start("app", "gunicorn")
            print(f"application healthy after {shop.wait_healthy('app'):.0f} ms")
        result = json.loads(traffic.communicate()[0])
        check(result["failed"] == 0 and result["requests"] == 300, f"restarts of the application: {result}")
        # Now what can't be hidden: the database killed. What was acknowledged stays, and all of it works again.
        traffic = subprocess.Popen(command + ["--seconds", "4"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True)
        time.sleep(1)
        shop.ask("signal", name="db/postgres", signal="KILL")
        shop.stop("db", "postgres")
        shop.start("db", "postgres")
        print(f"database healthy after {shop.wait_healthy('db'):.0f} ms, "
              f"the application after {shop.wait_healthy('app'):.0f} ms more")
        json.loads(traffic.communicate()[0])
        expect(shop.request("POST", "/orders", json.dumps({"item": "after", "quantity": 1})), 201)
        verified = subprocess.run(command + ["--verify"], capture_output=True, text=True, check=False)
        check(verified.returncode == 0, f"lost: {verified.stdout} {verified.stderr}")
        print("restarts:", result, "read back:", verified.stdout.strip())
        with open(state, "a", encoding="utf-8") as file:
            file.write('{"kind": "order", "id": 1, "item": "never placed", "quantity": 1}\n')
        verified = subprocess.run(command + ["--verify"], capture_output=True, text=True, check=False)
        check(verified.returncode == 1 and json.loads(verified.stdout)["missing"] == 1,
              f"a lost order is not missed: {verified.stdout}")


def test_database_away(shop):
    """Without the database the shop says so at once, on every connection it had."""
    shop.stop("db", "postgres")
    for _ in range(20):
        began = time.monotonic()
        answer = shop.request("POST", "/orders", json.dumps({"item": "away", "quantity": 1}))
        check(time.monotonic() - began < 0.5, "the shop hangs on a database that is down")
        expect(answer, 503, "try again")
        check(answer[2].get("Retry-After") == "1", "503 without Retry-After")
    expect(shop.request("GET", "/"), 200, "right now")
    check(not shop.healthy("app") and not shop.healthy("db") and shop.healthy("web"), "health is not what it is")
    # A lock file from before a power cut, whose process id belongs to something else by now.
    pid = shop.ask("start", name="x", run=["/usr/bin/sleep", "60"], env={}, cwd="/srv", log="/dev/null")["pid"]
    lock = os.path.join(shop.root, "db", "data", "pg", "postmaster.pid")
    for path in (lock, f"{shop.doors}/db/.s.PGSQL.5432.lock"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{pid}\n/srv/db/data/pg\n1700000000\n5432\n/srv/doors/db\n127.200.1.3\n\n")
        os.chmod(path, 0o600)
        os.chown(path, shop.uid, shop.uid)
    shop.start("db", "postgres")
    shop.wait_healthy("db")
    shop.wait_healthy("app")
    for _ in range(20):
        expect(shop.request("POST", "/orders", json.dumps({"item": "again", "quantity": 1})), 201)


def test_candidate(shop):
    """Another VERSION and another theme over the code, by whoever may write there, and a restart."""
    code = os.path.join(shop.root, "app", "code")
    for name, text in (("VERSION", "1.1.0\n"), ("theme.json", '{"accent": "#7c2d8e", "greeting": "Autumn & more"}')):
        with open(os.path.join(code, name), "w", encoding="utf-8") as file:
            file.write(text)
    check(shop.request("GET", "/version")[1] == b"1.0.0\n", "the version changed before the restart")
    shop.stop("app", "gunicorn")
    shop.start("app", "gunicorn")
    shop.wait_healthy("app")
    check(shop.request("GET", "/version")[1] == b"1.1.0\n", "the version did not change")
    expect(shop.request("GET", "/"), 200, "Autumn &amp; more", "#7c2d8e")
    left = [name for _, _, names in os.walk(code) for name in names if name.endswith(".pyc")]
    check(not left, f"the code paths hold what nobody brought: {left}")


def test_bulk(shop):
    """The bench's data: as much as was asked for, and changes that keep the size."""
    data = LiveData(os.path.join(shop.root, "app", "photos"), os.path.join(shop.doors, "db"))
    began = time.monotonic()
    data.fill(0.02, 400)
    print(f"20 MB in files and 20 MB in rows: {time.monotonic() - began:.1f} s")
    sizes = [os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(data.photos) for name in names
             if "bench-" in root]
    check(len(sizes) == 400 and set(sizes) == {50_000}, f"{len(sizes)} files of {set(sizes)} bytes")
    check(int(data.query("SELECT pg_table_size('filler')")) > 20e6, "the rows are smaller than asked for")
    before = data.query("SELECT count(*), md5(string_agg(body, '' ORDER BY id)) FROM filler").split("|")
    data.change(0.1, 5)
    after = data.query("SELECT count(*), md5(string_agg(body, '' ORDER BY id)) FROM filler").split("|")
    check(before[0] == after[0] and before[1] != after[1], f"{before}, then {after}")
    expect(shop.request("GET", "/"), 200)


def test_site(site):
    site.start_all()
    expect(site.request("GET", "/"), 200, "overnight")
    check(site.request("GET", "/version")[1] == b"2.3.0\n", "the site's version")
    expect(site.request("GET", "/nothing"), 404, "not here")
    expect(site.request("GET", "/.copy/"), 404)
    site.hook("web", "as-test")
    expect(site.request("GET", "/"), 200, "Test copy", "overnight")
    expect(site.request("GET", "/site.css"), 200, "serif")
    site.hook("web", "as-production")
    check("Test copy" not in expect(site.request("GET", "/"), 200), "the mark outlived as-production")


def main():
    began = time.monotonic()
    with Laboratory() as laboratory:
        shop = laboratory.environment()
        shop.create()
        shop.start_all()
        check(shop.request("GET", "/version")[1] == b"1.0.0\n", "the shop's version")
        expect(shop.request("POST", "/orders", json.dumps({"item": "teapot for the post", "quantity": 1})), 201)
        test_orders(shop)
        test_photos(shop)
        test_mail_and_mark(shop)
        test_restarts(shop, os.path.join(laboratory.share, "demo", "traffic.py"))
        test_database_away(shop)
        test_candidate(shop)
        test_bulk(shop)
        test_site(laboratory.environment("contoso/site"))
        for handle in ("northwind/blog", "fabrikam/portal"):
            other = laboratory.environment(handle)
            other.create()
            other.start_all()
            expect(other.request("GET", "/"), 200)
    print(f"took {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"FAILED: {failure}")
