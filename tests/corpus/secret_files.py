"""Secrets as configurations, scripts and memos hold them, and what stands in their places in code and manuals."""

import base64
import string
from collections.abc import Iterator
from random import Random

from tests.corpus.case import Case, decoy, found

_WORD = string.ascii_letters + string.digits
_SYNTAXES = r"""
wp-config.php|<?php⏎define( 'DB_USER', 'shop' );⏎define( 'DB_PASSWORD', '{p}' );⏎
salts.php|<?php⏎define('LOGGED_IN_KEY',    '{p}*{p}(#^{p}){p}!{p}&{p}');⏎
conf.php|<?php⏎$dbuser = "shop";⏎$dbpass = "{p}";⏎
pdo.php|<?php⏎$db = new PDO('mysql:host=localhost;dbname=shop', 'shop', '{p}');⏎
hosts.ini|db01 ansible_host=10.0.0.1 ansible_ssh_pass={p}⏎
my.cnf|[client]⏎user=backup⏎password="{p}"⏎
jdbc.properties|url=jdbc:sqlserver://10.1.1.5;databaseName=hr;user=sa;password={p};encrypt=true⏎
appsettings.json|{{"ConnectionStrings": {{"Default": "Server=db;User ID=crm;Password={p};"}}}}
web.config|<appSettings><add key="SmtpPassword" value="{p}" /></appSettings>
task.json|{{"environment": [{{"name": "DB_PASSWORD", "value": "{p}"}}, {{"name": "STAGE", "value": "prod"}}]}}
main.tf|resource "aws_db_instance" "x" {{⏎  password = "{p}"⏎}}⏎
get.sh|curl -u deploy:{p} https://nexus.corp.jp/⏎
dump.sh|mysqldump -u root -p'{p}' shop > /backup/shop.sql⏎
hr.sh|sqlplus -s hr/{p}@ORCL @daily.sql⏎
map.bat|net use Z: \\fs01\share {p} /user:CORP\backup⏎
add.bat|net user helpdesk {p} /add⏎
put.sh|lftp -u partner,{p} sftp://ftp.partner.jp⏎
zip.sh|zip -P {p} out.zip a.csv⏎
unattend.xml|<unattend><AutoLogon><Password><Value>{p}</Value></Password></AutoLogon></unattend>
cisco.cfg|crypto isakmp key {p} address 203.0.113.7⏎
rtx.cfg|ipsec ike pre-shared-key 1 text {p}⏎
forti.conf|    set psksecret {p}⏎
wpa.conf|network={{⏎  ssid="office"⏎  psk="{p}"⏎}}⏎
redis.conf|requirepass {p}⏎
dsn.go|db, err := sql.Open("mysql", "app:{p}@tcp(10.0.0.5:3306)/shop")⏎
Db.java|Connection c = DriverManager.getConnection("jdbc:mysql://db/shop", "shop", "{p}");⏎
user.sql|CREATE USER 'app'@'%' IDENTIFIED BY '{p}';⏎
login.sql|CREATE LOGIN app WITH PASSWORD = N'{p}', CHECK_POLICY = OFF;⏎
key.ps1|$s = ConvertTo-SecureString "{p}" -AsPlainText -Force⏎
smtp.env|MAILER_DSN=smtp://noreply%40corp.jp:{p}@smtp.corp.jp:587⏎
basic.txt|GET / HTTP/1.1⏎Authorization: Basic {b}⏎
docker.json|{{"auths": {{"registry.corp.jp": {{"auth": "{b}"}}}}}}
keys.csv|Access key ID,Secret access key⏎AKIA{a},{p}{p}{p}/x{h}⏎
line.env|LINE_CHANNEL_SECRET={h}⏎
line.txt|チャネルアクセストークン（長期）⏎{p}{p}/{p}+{p}{p}⏎
hook.sh|curl https://discord.com/api/webhooks/104482193760512348/{p}{p}_{p}-{p}{p}{p}⏎
token.sh|curl -H "X-ChatWorkToken: {h}" https://api.chatwork.com/v2/me⏎
jwk.json|{{"kty": "EC", "crv": "P-256", "x": "{p}{p}{p}{p}", "y": "{p}{p}{p}{p}", "d": "{p}{p}{p}{p}"}}
kube.yml|    client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{p}{p}⏎
login.sh|docker login -u acme -p {p} registry.acme.jp⏎
stdin.sh|echo "{p}" | docker login registry.acme.jp -u ci --password-stdin⏎
sign.bat|jarsigner -keystore upload.jks -storepass {p} app.aab upload⏎
cache.sh|redis-cli -h 10.0.0.3 -a {p} ping⏎
people.sh|ldapsearch -x -D "cn=admin,dc=corp" -w {p} -b dc=corp⏎
share.sh|smbclient //nas/share -U 'CORP\svc%{p}'⏎
mt.cgi|DBUser mtuser⏎DBPassword {p}⏎
env.yml|        env:⏎        - name: SMTP_PASSWORD⏎          value: "{p}"⏎
var.tf|variable "db_password" {{⏎  type = string⏎  default = "{p}"⏎}}⏎
guest.txt|SSID：acme-guest⏎KEY：{p}⏎
freee.txt|Client Secret: {h}{h}⏎
wifi.txt|会議室Wi-Fi⏎SSID: guest-2F⏎PW：{p}⏎
wifi2.txt|Wi-Fiのパスは {p} です。⏎
vpn.txt|VPN接続先 vpn.corp.jp⏎事前共有キー：{p}⏎
mail.txt|添付ファイルのパスワードをお送りします。⏎⏎{p}⏎⏎よろしくお願いいたします。⏎
memo.txt|ユーザー名 root⏎パスワード　{p}⏎
memo2.txt|【ID】koho01【PASS】{p}⏎
memo3.txt|ID/PW → koho01 / {p}⏎
memo4.txt|仮パスワード「{p}」で一度ログインしてください。⏎
door.txt|セコム解除 暗証番号：4813⏎
"""
_PLACEHOLDERS = r"""
settings.py|PASSWORD = os.getenv('DB_PASSWORD2')⏎SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]⏎
db.tf|password = var.db_password_2024⏎master_password = random_password.db1.result⏎
app.js|const password = req.body.password1;⏎const apiKey = process.env.API_KEY_V2;⏎
db.rb|password: Rails.application.credentials.db1⏎
conf.cs|var password = Configuration["Db:Password1"];⏎
min.js|var t={password:!0,token:null,apiKey:void 0,secret:n("pw12")};e.pass=t.pass||i.pass2;⏎
login_test.py|client.login(username="testuser1", password="testpass123")⏎
sample.php|<?php⏎define( 'DB_PASSWORD', getenv('DB_PASSWORD1') );⏎define('AUTH_KEY', 'put your unique phrase here');⏎
page.json|{"usage": {"prompt_tokens": 12}, "next_token": "aB3dEfGh12kLmN0pQrStUvWx"}
ci.log|PASS: test_login_1 (0.12s)⏎PASS src/App1.test.js⏎
path.txt|パス：C:\Users\Public\Documents2⏎パスは /var/log/app2/ です⏎
pam.conf|password requisite pam_pwquality.so retry=3 minlen=12⏎
env.yml|        env:⏎        - name: SMTP_PASSWORD⏎          value: "$(SMTP_PASSWORD_V2)"⏎
run.sh|docker login -u "$USER1" --password-stdin⏎redis-cli -a "$REDIS_PW1" ping⏎
var.tf|variable "db_password" {⏎  type      = string⏎  sensitive = true⏎}⏎
auth_test.rb|post "/login", params: { password: "wrongpass1" }⏎create(:user, password: "password123")⏎
types.graphql|input Login { email: String! password: String! }⏎
"""


def secret_files() -> Iterator[Case]:
    """Return a file for each syntax with an invented secret, and files without any."""
    random = Random(97)
    for name, text in _parted(_SYNTAXES):
        word = "".join(random.choices(string.ascii_letters, k=10)) + str(random.randrange(10, 100))
        values = {
            "p": word,
            "a": "".join(random.choices(string.ascii_uppercase + "234567", k=16)),
            "h": random.randbytes(16).hex(),
            "b": base64.b64encode(f"svc:{word}".encode()).decode(),
        }
        yield found(name, text.format(**values), "credential", 0)
    for name, text in _parted(_PLACEHOLDERS):
        yield decoy(name, text)


def _parted(block: str) -> Iterator[tuple[str, str]]:
    for line in block.strip().splitlines():
        name, _, text = line.partition("|")
        yield name, text.replace("⏎", "\n")
