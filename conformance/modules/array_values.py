"""array: sizes as it grows, messages, buffers, pickles, comparisons."""
import array,sys,gc
print(array.typecodes)
print(array.array.__text_signature__, array.array.__basicsize__, array.array.__weakrefoffset__, array.array.__itemsize__)
print(sys.getsizeof(iter(array.array('i'))), gc.is_tracked(iter(array.array('i'))), gc.is_tracked(array.array('i')), array.ArrayType is array.array)
print(array._array_reconstructor.__text_signature__)
l=[]
for t in array.typecodes:
    a=array.array(t); s=[]
    for i in range(40):
        a.append('a' if t in 'uw' else 1); s.append(sys.getsizeof(a))
    print(t,a.itemsize,s)
    s=[]
    for i in range(40):
        a.pop(); s.append(sys.getsizeof(a))
    print(s)
def e(f,*a):
    try: print(f(*a))
    except BaseException as x: print(type(x).__name__, x)
A=array.array
e(A); e(A,'x'); e(A,1); e(A,'ii'); e(A,'i','abc'); e(A,'u',b'ab'); e(A,'i',5); e(A,'i',[1.5]); e(A,'b',[300]); e(A,'B',[-1]); e(A,'I',[-1]); e(A,'I',[2**32]);e(A,'i',[2**31]);e(A,'l',[2**63]);e(A,'L',[2**64]);e(A,'L',[-1]);e(A,'q',[2**63]);e(A,'Q',[2**64]);e(A,'Q',[-1]); e(A,'h',[2**15]); e(A,'H',[2**16]);e(A,'H',[-1]);e(A,'B',[256]);e(A,'b',[-129]);e(A,'h',[-2**15-1]);e(A,'f',['a']);e(A,'d',[None]);e(A,'f',[1e300]);e(A,'u',[1]);e(A,'u',['ab']);e(A,'w',['']);e(A,'w',[1]);e(A,'w',['ab']);e(A,'Q',['a']);e(A,'l',[1.0]);e(A,'b',['a']);e(A,'H',[1.0]);e(A,'i',b'abc');e(A,'i',b'abcd');e(A,'i',A('d',[1.5]));e(A,'i',A('u','a')); e(A,'u','a\U0001F600');e(A,'w','ab'); e(A,'i',[1],2); 
try: A('i', x=1)
except TypeError as x: print(x)
class S(A): pass
try: print(S('i', x=1))
except TypeError as x: print(x)
a=A('i',[1,2,3])
e(a.append,'a');e(a.append,2**40);e(a.extend,A('d'));e(a.extend,5);e(a.fromlist,5);e(a.fromlist,[1,'a']);print(a);e(a.frombytes,b'abc');e(a.frombytes,5);e(a.frombytes,'abcd');e(a.fromunicode,'x');e(a.tounicode);e(a.index,9);e(a.index,1,5);e(a.index,2,1,2);e(a.index,2,-2,-1);e(a.insert,1);e(a.insert,'a',1);e(a.pop,10);e(A('i').pop);e(a.remove,44);e(lambda: a[10]);e(lambda:a['x']);e(lambda:a[1.0]);
def f(): a[10]=1
e(f)
def f(): a['x']=1
e(f)
def f(): a[0:1]=[1]
e(f)
def f(): a[0:1]=A('d',[1])
e(f)
def f(): a[::2]=A('i',[1])
e(f)
def f(): del a[10]
e(f)
def f(): a[0:1]=A('i',[1])
e(f)
e(lambda: a+1); e(lambda: a+A('d')); e(lambda: a*'a'); e(lambda:a*-1); e(lambda:2*a); e(lambda: a.byteswap()); e(lambda:a.buffer_info()[1]); e(lambda:a.count(1)); e(lambda:a.tobytes()); e(lambda:a.tolist()); e(lambda: a.tofile(3)); e(lambda:a.fromfile(3,1)); e(lambda: a.fromfile(None,-1)); e(lambda:a.__reduce_ex__(2)); e(lambda:a.__reduce_ex__(3)); e(lambda: a.__reduce_ex__('a')); e(lambda: iter(a).__reduce__()); e(lambda: iter(a).__setstate__('a')); e(hash,a);
m=memoryview(a); e(a.append,1); e(a.pop); e(lambda:a.__imul__(2)); e(lambda: m.format); 
def f(): del a[0]
e(f)
def f(): a[0:2]=A('i',[1])
e(f)
print(A('u','ab'),A('w','ab'),A('d',[1.5]),A('i'), memoryview(A('u','a')).format, memoryview(A('w','a')).format)
try:
  a+=[1]
except BaseException as x: print(x)
try:
  a*='a'
except BaseException as x: print(x)
m.release()
e(lambda: a<[1]); e(lambda:a==[1,2,3]); e(lambda:A('i',[1])==A('d',[1.0])); e(lambda:A('i',[1])<A('d',[1.5]))
