locals {
  a = ["x", "y", "x", ""]
  m = { b = 2, a = 1 }
}
resource "aws_lb" "b" {
  subnets = distinct(compact(concat(local.a, ["z"])))
  tags = {
    keys     = join(",", keys(local.m))
    values   = join(",", values(local.m))
    element  = element(local.a, 9)
    index    = index(local.a, "y")
    slice    = join(",", slice(local.a, 1, 3))
    reverse  = join(",", reverse(local.a))
    sort     = join(",", sort(["b", "C", "a"]))
    contains = contains(local.a, "y")
    matchkey = join(",", matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"]))
    range    = join(",", range(1, 10, 3))
    sum      = sum([1, 2.5])
    minmax   = "${min(3, 1, 2)}-${max([1, 5]...)}-${abs(-3)}-${ceil(1.1)}-${floor(-1.1)}-${pow(2, 10)}-${log(8, 2)}-${signum(-3)}"
    parse    = parseint("ff", 16)
    alltrue  = alltrue([true, "true"])
    anytrue  = anytrue([false])
    lookup   = lookup(local.m, "z", "none")
    zip      = jsonencode(zipmap(["a", "b"], [1, [2]]))
    merge    = jsonencode(merge({ a = 1, b = { c = 1 } }, { b = { d = 2 } }, null))
    flat     = jsonencode(flatten([[1, [2]], [], [[3]]]))
    product  = length(setproduct([1, 2], ["a"], toset([true, false])))
    union    = jsonencode(setunion(["b"], ["a", "b"]))
    sub      = jsonencode(setsubtract(["a", "b"], ["b"]))

    tomap    = jsonencode(tomap({ a = 1, b = "x" }))
    tolist   = jsonencode(tolist([1, "a"]))
    toset    = jsonencode(toset([3, 20, 1]))
    strings  = jsonencode({ s = "<&>\u00e9\n", n = 1.5, b = true, z = null })
    type     = try(tonumber("x"), "not")
    cidr     = "${cidrsubnet("10.0.0.0/16", 8, 3)} ${cidrhost("10.1.0.0/24", 5)} ${cidrnetmask("10.0.0.0/12")}"
    cidrs    = join(",", cidrsubnets("10.0.0.0/20", 4, 4, 8))
    one      = one(["only"])
    coalesce = coalesce(null, "", "c")
    transp   = jsonencode(transpose({ a = ["1", "2"], b = ["2"] }))
    chunk    = jsonencode(chunklist(["a", "b", "c"], 2))
  }
}
