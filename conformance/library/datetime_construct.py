"""The constructors of datetime and what they refuse."""
from datetime import *
def t(s):
    try: r = eval(s)
    except BaseException as e: r = f'!{type(e).__name__}: {e}'
    print(s, '->', r if isinstance(r,str) else repr(r))
for c in ('date','time','datetime','timedelta','timezone'):
    for a in ('', '1','1,2','1,2,3','1,2,3,4','1,2,3,4,5,6,7,8,9,10','"a"','1.5,1,1','x=1','1,1,1,x=1','1,1,1,**{"hour":1}','year=1','1,year=2','1,1,1,year=2','2**40,1,1','2**80,1,1','-2**40,1,1','-2**80,1,1','None','None,1,1','1,13,1','1,2,30','0,1,1','10000,1,1','b"1234"','b"\\x07\\xd0\\x01\\x01"','"abcd"','b"\\x07\\xd0\\x01\\x01\\0\\0\\0\\0\\0\\0"','b"\\0\\0\\0\\0\\0\\0"','b"\\0\\0\\0\\0\\0\\0",1','b"\\0\\0\\0\\0\\0\\0",1,2','*[1]*8','*[1]*9,2', 'hours=1','fold=2','fold=1','1,1,1,fold=3','tzinfo=3','1,1,1,tzinfo=3','1,1,1,24','1,1,1,1,60','1,1,1,1,1,60','1,1,1,1,1,1,10**6','1,1,1,1,1,1,-1','1,1,1,fold=1.0','fold="a"'):
        t(f'{c}({a})')
