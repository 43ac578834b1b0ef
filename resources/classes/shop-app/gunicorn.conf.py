# Rendered at every start of the environment; changes by hand are lost.
bind = ["${address}:${parameters.port}", "unix:${home}/run/app.sock"]
chdir = "${home}/code"
raw_env = ["SHOP_HOME=${home}"]
pythonpath = "${class}"
worker_class = "draining.Worker"
workers = 1
threads = 12
backlog = 1024
worker_connections = 1000
# A pause of the whole environment must not look like a hung worker.
timeout = 120
graceful_timeout = 2
worker_tmp_dir = "/tmp"
accesslog = None
errorlog = "-"
loglevel = "warning"
umask = 0o027
forwarded_allow_ips = "*"
