"""What the seeded expressions refer to: a root module with variables, locals, modules, resources and files."""

from __future__ import annotations

from pathlib import Path

_PRELUDE = r"""
terraform {
}
resource "terraform_data" "u" {
}
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = each.key
}
resource "terraform_data" "counted" {
  count = 2
  input = count.index
}
module "child" {
  source = "./child"
  port   = "8080"
}
module "many" {
  source   = "./child"
  for_each = { a = 80, b = 443 }
  port     = each.value
}
module "counted" {
  source = "./child"
  count  = 2
  port   = count.index
}
variable "words" {
  type    = list(string)
  default = ["b", "a", "c"]
}
variable "ports" {
  type    = map(number)
  default = { http = 80, https = 443 }
}
variable "tags" {
  type    = map(string)
  default = { a = "x", Name = "web" }
}
variable "options" {
  type    = map(object({ port = optional(number, 80), protocol = optional(string), on = optional(bool, true) }))
  default = { a = { protocol = "HTTP" }, b = { port = "8443", on = false } }
}
variable "rules" {
  type = list(object({ name = string, ports = optional(list(number), [80]), more = optional(map(string), {}) }))
  default = [{ name = "one" }, { name = 2, ports = ["443", 8443], more = { k = true } }]
}
variable "pair" {
  type    = tuple([string, number])
  default = [1, "2"]
}
variable "set" {
  type    = set(string)
  default = ["x", "w", "x"]
}
variable "any" {
  type    = any
  default = { a = [1, "b"], c = { d = null } }
}
variable "name" {
  default = "web"
}
variable "ports_text" {
  type    = string
  default = 8080
}
variable "amount" {
  type    = number
  default = "2"
}
variable "flag" {
  type = bool
}
variable "key" {
  type = string
}
variable "maybe" {
  type = string
}
variable "place" {
  type = number
}
variable "mode" {
  type = string
  validation {
    condition     = contains(["HTTP", "HTTPS"], var.mode)
    error_message = "One of both."
  }
}
variable "nothing" {
  type    = string
  default = null
}
locals {
  unknown  = terraform_data.u.id
  object   = { b = 1, a = "x", c = [1, "two", true], d = null }
  tuple    = [1, "2", true, null]
  set      = toset(["x", "y", "x"])
  text     = "Hello, World"
  template = "Hi $${name}!"
  nested   = { one = { two = [for w in var.words : { w = w }] } }
}
"""

_CHILD = """
variable "port" {
  type = number
}
variable "given" {
  type    = object({ a = optional(string, "d"), b = optional(number) })
  default = {}
}
output "port" {
  value = var.port
}
output "given" {
  value = var.given
}
output "all" {
  value = { port = var.port, text = "p${var.port}" }
}
"""

_FILES: dict[str, bytes] = {
    "hello.txt": b"Hello, file\n",
    "plain.tftpl": b"name=${name}\n%{ for p in ports ~}\nport ${p}\n%{ endfor ~}\nend\n",
    "loop.tftpl": b"%{ for i, x in items }${i}=${x};%{ endfor }",
    "blob.bin": bytes(range(256)),
    "data.csv": b"name,port\nweb,80\napi,8080\n",
    "conf.yaml": b"listeners:\n  - name: web\n    port: 80\n    hosts: [a, b]\n  - name: tls\n    port: 443\nnote: >\n  two\n  lines\n",
    "sub/one.txt": b"1",
    "sub/two.txt": "zwei é\n".encode(),
    "sub/deep/three.txt": b"three",
    "child/main.tf": _CHILD.encode(),
}


def lay_out(folder: Path) -> None:
    """Writes all that the expressions refer to, but for the expressions themselves."""
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    (folder / "scope.tf").write_text(_PRELUDE)
    for name, content in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
