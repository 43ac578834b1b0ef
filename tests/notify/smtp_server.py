"""An SMTP server of Debian's for one test: STARTTLS or TLS from the beginning, and a sign-in. What it takes it
keeps as FOLDER/mail-N.json, each sign-in that is tried as FOLDER/sign-in-N. Prints "ready PORT"."""

import argparse
import asyncio
import json
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    def __init__(self, folder):
        self.folder = folder

    def write(self, kind, text):
        number = len(list(self.folder.glob(f"{kind}-*")))
        whole = self.folder / "unfinished"
        whole.write_text(text)
        whole.rename(self.folder / f"{kind}-{number}{'.json' if kind == 'mail' else ''}")

    async def handle_DATA(self, server, session, envelope):
        secure = server.transport.get_extra_info("ssl_object") is not None
        self.write("mail", json.dumps({"secure": secure, "user": session.auth_data, "from": envelope.mail_from,
                                       "to": envelope.rcpt_tos, "data": envelope.content.decode()}))
        return "250 kept"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--security", choices=["none", "starttls", "tls"], required=True)
    parser.add_argument("--certificate", required=True, help="with its key")
    parser.add_argument("--sign-in", type=pathlib.Path, required=True, help="file: user and password, a line each")
    options = parser.parse_args()
    user, password = options.sign_in.read_text().splitlines()
    keeper = Keeper(options.folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)

    def authenticate(server, session, envelope, mechanism, given):
        keeper.write("sign-in", mechanism)
        good = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=False, auth_data=given.login.decode())

    later = options.security == "starttls"

    def connected():
        return SMTP(keeper, hostname="smarthost.example", tls_context=context if later else None, require_starttls=later,
                    auth_required=True, auth_require_tls=later, authenticator=authenticate)

    async def serve():
        server = await asyncio.get_running_loop().create_server(
            connected, "127.0.0.1", 0, ssl=context if options.security == "tls" else None)
        print("ready", server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    asyncio.run(serve())


main()
