"""A hub on one machine: JupyterHub, configurable-http-proxy, an account of the machine for each student."""

from pathlib import Path

c = get_config()  # noqa: F821
load_subconfig(str(Path(__file__).with_name("course.py")))  # noqa: F821

# Passwords travel, so others reach the hub only once it has a certificate; until then it serves this machine.
certificate, key = Path("certificate.pem"), Path("key.pem")
if certificate.exists() and key.exists():
    c.JupyterHub.bind_url = "https://:443"
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = str(certificate), str(key)
else:
    c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# Who is in the machine's group “course” may log in, with the password of that account.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"course"}

# Each server is its student's own process in the student's own home folder.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.JupyterHub.cleanup_servers = True
