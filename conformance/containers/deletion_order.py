"""The order in which containers let go of what they hold."""


class L:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("-", self.name, end=" ")

    def __repr__(self):
        return "L%s" % self.name


def items(n):
    return [L(i) for i in range(n)]


def done(text):
    print("|", text)


x = items(4); del x; done("list")
x = tuple(L(i) for i in range(4)); del x; done("tuple")
x = {i: L(i) for i in range(4)}; del x; done("dict")
x = {L(i): L(10 + i) for i in range(3)}; x.clear(); done("dict clear")
x = items(4); x.clear(); done("list clear")
x = items(6); x[1:4] = []; done("slice"); del x; done("rest")
x = items(6); del x[::2]; done("extended"); del x; done("rest")
x = items(6); del x[::-2]; done("extended back"); del x; done("rest")
x = items(6); x[::2] = [0, 0, 0]; done("assigned"); del x; done("rest")
x = items(3); x *= 0; done("times 0")
x = items(3); x.__init__([1]); done("init")


class P:
    pass


p = P(); p.b = L("b"); p.a = L("a"); del p; done("instance")
p = P(); p.a = L("a"); p.b = L("b"); d = p.__dict__; del p; done("instance, dict lives"); print(sorted(d)); del d; done("dict")
p = P(); p.a = L("a"); p.__dict__ = {}; done("dict replaced"); del p; done("end")
p = P(); p.a = L("a"); p.__dict__; del p; done("instance with dict")
p = P(); p.a = L("a"); p.__dict__.clear(); done("cleared"); p.a = L("again"); print(p.__dict__); del p; done("end")
x = {L(0): 1}
x.popitem(); done("popitem")
x = {1: L(1), 2: L(2)}; x[1] = 0; done("replaced"); x.pop(2); done("popped")
x = {1: L(1)}; x.update({1: L(2)}); done("updated"); del x; done("end")
x = set(items(1)); x.clear(); done("set")
x = [L(1)]; x[0] = L(2); done("stored"); x.pop(); done("popped")
