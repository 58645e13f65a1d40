"""Sizes of arrays by how they were made, of lists of names, of dictionaries made anew."""
import array,sys,warnings
warnings.simplefilter('ignore')
S=sys.getsizeof
for k in range(0,12):
    t='a'*k; print(k,S(array.array('u',t)),S(array.array('w',t)),S(array.array('b',b'x'*k)),S(array.array('i',b'x'*4*k)),S(array.array('i',(i for i in range(k)))),S(array.array('i',array.array('b',range(k)))),S(array.array('i',range(k))), S(array.array('i',{i for i in range(k)})), S(array.array('w',array.array('u',t))))

l=[1]
x=3
print(len(dir()),S(dir()))
class Z:
    def __init__(self,n):
        for i in range(n): setattr(self,'a%d'%i,i)
z=Z(5); del z.__dict__; print(S(z.__dict__)); z.q=1;  print(S(z.__dict__)); 
z=Z(5); z.__dict__={}; del z.__dict__; print(S(z.__dict__)); z.a1=1; print(S(z.__dict__)); z.zz=2; print(S(z.__dict__))
z=Z(5); z.__dict__={}; del z.__dict__; z.q=1; print(S(z.__dict__))
z=Z(35); print(S(z.__dict__)); del z.__dict__; print(S(z.__dict__))
