"""What start-up and the compilation of the program itself leave for reuse."""
import gc
print(gc.get_count()[1:])
a=gc.get_count()[0]; x=[[] for i in range(40)]; print(gc.get_count()[0]-a)
a=gc.get_count()[0]; y=[{} for i in range(40)]; print(gc.get_count()[0]-a)
a=gc.get_count()[0]; z=[(i,) for i in range(40)]; print(gc.get_count()[0]-a)
a=gc.get_count()[0]; z=[(i,i) for i in range(40)]; print(gc.get_count()[0]-a)
def f(): return lambda: 0
class A:
    def m(self): return [i for i in (1,2.5,b'x')]
