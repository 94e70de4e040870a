# comment
services = {
  "web" = { ports = [80, "81"], check = {} }
  api   = {
    ports = [8080]
    check = { path = "/ready", codes = [201, "200", 200] }
    note  = "uses \"quotes\""
  }
  tcp = { ports = [9000] }
}
motd = <<-EOT
  hello
    there
EOT
switch = "true"
