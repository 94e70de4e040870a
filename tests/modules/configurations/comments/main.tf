# hash
// slashes
/* block
   resource "aws_lb" "no" {}
*/
resource /* between */ "aws_lb" "b" { # after
  name = "x" // end
  /* before */ internal = /* in */ true
  tags = {
    # in an object
    a = 1 // one
    /* two */
    b = 2, # comma
  }
  subnets = [
    "a", # first
    // none
    "b" /* last */
  ]
}
