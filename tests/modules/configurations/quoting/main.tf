resource "aws_lb" "b" {
  name = "tab\tquote\"back\\slash\u00e9\U0001F600"
  tags = {
    dollar   = "$${not} $5 $"
    percent  = "%%{not} 100% %"
    nested   = "a-${"b-${"c"}"}-d"
    brace    = "${"}"}{"
    escaped  = "${"\"}\""}"
    single   = "${true}"
    list     = "${[1, 2]}"[1]
    empty    = ""
    newline  = "a\nb\r\n"
    "quo\"te" = "key"
    "k-${1 + 1}" = "computed"
    (join("", ["p", "q"])) = "parens"
    comment  = "# no // comment /* here */"
  }
}
