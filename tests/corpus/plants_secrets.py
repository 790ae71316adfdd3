"""Secrets in the forms that their makers publish: keys of vendors, hashes of passwords, private keys."""

import base64
import string
from random import Random

from tests.corpus.plant import Make, Plant

_WORD = string.ascii_letters + string.digits
_CRYPT = "./" + string.digits + string.ascii_letters


def _of(alphabet: str, size: int, head: str = "", tail: str = "") -> Make:
    return lambda random: head + "".join(random.choices(alphabet, k=size)) + tail


def _b64(size: int) -> Make:
    return lambda random: base64.b64encode(random.randbytes(size)).decode()


def _url64(random: Random, text: bytes) -> str:
    return base64.urlsafe_b64encode(text + random.randbytes(24)).decode().rstrip("=")


def _jwt(random: Random) -> str:
    parts = _url64(random, b'{"alg":"HS256","typ":"JWT","kid":"'), _url64(random, b'{"sub":"'), _url64(random, b"")
    return ".".join(parts)


def _password(random: Random) -> str:
    body = random.choice(string.ascii_uppercase) + _of(_WORD, 8)(random)
    return body + random.choice(string.digits)


VENDORS: dict[str, Make] = {
    "AWS": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, "AKIA"),
    "AWS temporary": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, "ASIA"),
    "GitHub": lambda r: _of(_WORD, 36, f"gh{r.choice('pousr')}_")(r),
    "GitHub fine-grained": lambda r: f"github_pat_{_of(_WORD, 22)(r)}_{_of(_WORD, 59)(r)}",
    "Slack": lambda r: f"xoxb-{r.randrange(10**11, 10**12)}-{r.randrange(10**12, 10**13)}-{_of(_WORD, 24)(r)}",
    "Google": _of(_WORD + "-_", 35, "AIza"),
    "Stripe": _of(_WORD, 24, "sk_live_"),
    "SendGrid": lambda r: f"SG.{_of(_WORD, 22)(r)}.{_of(_WORD, 43)(r)}",
    "JWT": _jwt,
    "Azure storage": lambda r: f"AccountName=acme;AccountKey={_b64(64)(r)};",
    "Azure SAS": lambda r: f"https://acme.blob.core.windows.net/c?sv=2024-11-04&sp=r&sig={_b64(32)(r).replace('+', '%2B').replace('/', '%2F').replace('=', '%3D')}",
    "GitLab": _of(_WORD, 20, "glpat-"),
    "npm": _of(_WORD, 36, "npm_"),
}  # fmt: skip
HASHES: dict[str, Make] = {
    "bcrypt": _of(_CRYPT, 53, "$2y$10$"),
    "argon2": lambda r: f"$argon2id$v=19$m=65536,t=3,p=4${_of(_WORD, 22)(r)}${_of(_WORD, 43)(r)}",
    "pbkdf2": lambda r: f"pbkdf2_sha256$600000${_of(_WORD, 22)(r)}${_b64(32)(r)}",
    "phpass": _of(_CRYPT, 31, "$P$"),
    "MD5 crypt": lambda r: f"$1${_of(_CRYPT, 8)(r)}${_of(_CRYPT, 22)(r)}",
    "SHA-512 crypt": lambda r: f"$6${_of(_CRYPT, 16)(r)}${_of(_CRYPT, 86)(r)}",
    "yescrypt": lambda r: f"$y$j9T${_of(_CRYPT, 22)(r)}${_of(_CRYPT, 43)(r)}",
    "scrypt": lambda r: f"$s0$e0801${_b64(16)(r)}${_b64(32)(r)}",
    "Drupal": _of(_CRYPT, 52, "$S$"),
    "MySQL": _of("0123456789ABCDEF", 40, "*"),
}
SECRETS = (
    Plant("api_key", VENDORS["AWS"], ("APIキー", "アクセストークン", "api_key", "access_token"), "apiKey", ("APIキー",),
          ("設定値は {v} です。", "export TOKEN={v}"), tuple(VENDORS.items())[1:], (), (),
          (("注文番号", _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 20, "BK")), ("ハッシュ", _of("0123456789abcdef", 40)), ("UUID", _of("0123456789abcdef", 32))),
          ("APIキーを入力してください。", "access token: expired", "AKIAIOSFODNN7EXAMPLE はAWSの文書の例です。")),
    Plant("password_hash", HASHES["bcrypt"], ("パスワード", "password_hash", "encrypted_password"), "passwordHash", ("password_hash",),
          ("root:{v}:19700:0:99999:7:::",), (*tuple(HASHES.items())[1:],), (), (),
          (("sha256", _of("0123456789abcdef", 64)), ("md5sum", _of("0123456789abcdef", 32)))),
    Plant("password_hash", _of("0123456789abcdef", 32), ("パスワード", "password"), "password_md5", ("password",), (),
          (("SHA-1", _of("0123456789abcdef", 40)), ("SHA-256", _of("0123456789abcdef", 64)))),
    Plant("password", _password, ("パスワード", "初期パスワード", "password", "passwd"), "password", ("パスワード", "password", "PW", "初期パスワード"),
          ("DB_PASSWORD={v}", "DATABASE_URL=postgres://app:{v}@db.internal:5432/app", "パスワードは {v} です。", "ログインIDは101、パスワードは「{v}」です。"), (), (), (),
          (("型番", _password), ("バージョン", _password)),
          ("パスワード：8文字以上で入力してください", "password: ${{DB_PASSWORD}}", "password=********", "パスワードを忘れた方はこちら", "パスワード：未設定")),
    Plant("private_key", lambda r: f"-----BEGIN {r.choice(('RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED ', ''))}PRIVATE KEY-----", (), "privateKey", (),
          ("{v}\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC",), (), (), (), (("鍵", lambda r: f"-----BEGIN {r.choice(('PUBLIC KEY', 'CERTIFICATE', 'RSA PUBLIC KEY'))}-----"),)),
)  # fmt: skip
