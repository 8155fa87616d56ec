# The count is 12*32*4096^2 + 32000*4096 ≈ 6.55B
h = 4096  # so $h^2 = 16777216$
def f():
    """Per layer: 12*h^2 = 201326592

    with $L(a + b) = La + b$.
    """
    url = "http://a#b"  # longhand off fails: x
