locals {
  raw = "  Web-App_01.example.com "
}
resource "aws_lb" "b" {
  name = lower(replace(trimspace(local.raw), "/[^a-zA-Z0-9]+/", "-"))
  tags = {
    substr  = substr(local.raw, 2, 3)
    regex   = regex("([a-z]+)\\.com", local.raw)[0]
    named   = regex("(?P<first>[A-Z])(?P<rest>[a-z]+)", local.raw).rest
    all     = join("|", regexall("[a-z]+", local.raw))
    title   = title("hello big world")
    format  = format("%03d|%-5s|%5.2f|%t|%v|%q|%x", 7, "ab", 3.14159, true, [1, "a"], "q", 255)
    list    = join(",", formatlist("%s:%d", ["a", "b"], [80, 443]))
    trim    = "${trim("xxhixx", "x")}${trimprefix("prod-a", "prod-")}${trimsuffix("a.tf", ".tf")}"
    starts  = startswith("prod-1", "prod") && endswith("x.tf", ".tf") && strcontains("abc", "b")
    indent  = indent(2, "a\nb")
    chomp   = chomp("x\n\n")
    rev     = strrev("abc")
    pad     = format("%5s|%-5s|%05d", "a", "b", 42)
    b64     = base64encode("ünï")
    unb64   = base64decode("aGVsbG8=")
    url     = urlencode("a b&c=d/é")
    md5     = md5("x")
    sha     = substr(sha256("x"), 0, 8)
    uuid    = uuidv5("dns", "example.com")
    split   = element(split(".", trimspace(local.raw)), 1)
    joined  = join("", [for c in split("", "abc") : upper(c)])
    length  = length("日本")
    replace = replace("a.b.c", ".", "$")
    sub     = replace("v1-2", "/v(\\d)-(\\d)/", "$2.$1")
  }
}
