"""Finders, hooks, loaders and specs, those of the program among them."""
import sys, importlib, importlib.util, importlib.machinery, os, tempfile
def t(f):
    try: print(f.__name__, f())
    except BaseException as e: print(f.__name__, 'ERR', type(e).__name__, str(e)[:150])
d=tempfile.mkdtemp()
open(d+'/modx.py','w').write('A=1\nclass C: pass\n')
os.mkdir(d+'/pk'); open(d+'/pk/__init__.py','w').write('from . import sub\n'); open(d+'/pk/sub.py','w').write('B=2\n')
def spec_file():
    s=importlib.util.spec_from_file_location('modx',d+'/modx.py'); m=importlib.util.module_from_spec(s); sys.modules['modx']=m; s.loader.exec_module(m); return m.A, type(s.loader).__name__, m.__spec__ is s, m.__loader__ is s.loader, s.origin==d+'/modx.py', s.has_location
def find_spec():
    sys.path.insert(0,d); s=importlib.util.find_spec('pk'); return s.name, type(s.loader).__name__, s.submodule_search_locations==[d+'/pk'], s.origin==d+'/pk/__init__.py'
def find_sub():
    s=importlib.util.find_spec('pk.sub'); return s.name, s.parent
def find_builtin():
    s=importlib.util.find_spec('sys'); return s.name, s.origin, s.loader
def find_std():
    s=importlib.util.find_spec('json'); return s.name, type(s.loader).__name__, s.submodule_search_locations is not None
def find_none(): return importlib.util.find_spec('nope_nope')
def meta(): return [getattr(x,'__name__',type(x).__name__) for x in sys.meta_path]
def hooks(): return [getattr(x,'__name__',type(x).__name__) for x in sys.path_hooks]
def cache(): return type(sys.path_importer_cache).__name__, len(sys.path_importer_cache)>0
def finder():
    class F:
        @staticmethod
        def find_spec(name, path, target=None):
            if name=='virtual_mod': return importlib.machinery.ModuleSpec(name, L())
    class L:
        def create_module(self, spec): return None
        def exec_module(self, m): m.V=42
    sys.meta_path.insert(0,F)
    try:
        import virtual_mod
        return virtual_mod.V, virtual_mod.__spec__.loader.__class__.__name__, repr(virtual_mod)[:30]
    finally: sys.meta_path.remove(F)
def finder_end():
    class F:
        def find_spec(self, name, path, target=None):
            seen.append((name,path)); return None
    seen=[]
    f=F(); sys.meta_path.append(f)
    try:
        import not_there
    except ImportError as e: r=str(e)
    sys.meta_path.remove(f); return seen,r
def loader_attrs():
    import modx; return modx.__loader__.__class__.__name__, modx.__spec__.name
def get_source():
    import pk.sub; return pk.sub.__loader__.get_source('pk.sub'), pk.sub.__loader__.get_filename('pk.sub')==d+'/pk/sub.py', pk.sub.__loader__.is_package('pk.sub'), pk.__loader__.is_package('pk')
def get_code():
    import pk.sub; return pk.sub.__loader__.get_code('pk.sub').co_name
def get_data():
    import pk.sub; return pk.sub.__loader__.get_data(d+'/pk/sub.py')
def reload_():
    import modx; open(d+'/modx.py','w').write('A=5\n#longer\n'); return importlib.reload(modx).A
def invalid(): return importlib.invalidate_caches()
def lazy():
    s=importlib.util.find_spec('pk.sub'); l=importlib.util.LazyLoader(s.loader); s.loader=l; m=importlib.util.module_from_spec(s); l.exec_module(m); return type(m).__name__, m.B
def machinery(): return importlib.machinery.SOURCE_SUFFIXES, importlib.machinery.all_suffixes()[:1], importlib.machinery.SourceFileLoader.__name__
def src_loader(): 
    m=importlib.machinery.SourceFileLoader('zz',d+'/modx.py').load_module(); return m.A
def resolve(): return importlib.util.resolve_name('.x','a.b')
def res():
    import importlib.resources as r; return r.files('pk').joinpath('sub.py').read_text()
def pkgu():
    import pkgutil; return [m.name for m in pkgutil.iter_modules([d])], [m.name for m in pkgutil.walk_packages([d+'/pk'],'pk.')], pkgutil.get_data('pk','sub.py')
def runpy_():
    import runpy; return sorted(k for k in runpy.run_path(d+'/modx.py') if not k.startswith('__')), runpy.run_module('modx')['A']
def zipi():
    import zipfile; z=zipfile.ZipFile(d+'/z.zip','w'); z.writestr('inzip.py','Z=9'); z.close(); sys.path.insert(0,d+'/z.zip'); import inzip; return inzip.Z, inzip.__file__==d+'/z.zip/inzip.py'
def pathhook():
    class H:
        def __init__(self,p):
            if not p.startswith('mem:'): raise ImportError
        def find_spec(self,name,target=None):
            if name=='memmod': return importlib.machinery.ModuleSpec(name, L())
    class L:
        def create_module(self, spec): return None
        def exec_module(self, m): m.V=43
    sys.path_hooks.append(H); sys.path.append('mem:x')
    import memmod
    return memmod.V, 'mem:x' in sys.path_importer_cache
def meta_md():
    import importlib.metadata as m; return len(list(m.distributions(path=['/usr/lib/python3/dist-packages'])))>3
def blocked():
    sys.modules['blockd']=None
    import blockd
def reprs():
    import modx, pk; return repr(sys), repr(modx).replace(d,''), repr(pk.__spec__).replace(d,'')[:60], repr(pk.__loader__).replace(d,'')[:50]
def src_override():
    class My(importlib.machinery.SourceFileLoader):
        def get_data(self,p): return b'A=77'
    s=importlib.util.spec_from_file_location('ov',d+'/modx.py',loader=My('ov',d+'/modx.py')); m=importlib.util.module_from_spec(s); s.loader.exec_module(m); return m.A
def ns():
    os.mkdir(d+'/nspk'); open(d+'/nspk/m.py','w').write('N=1'); importlib.invalidate_caches(); import nspk.m; return nspk.m.N, type(nspk.__path__).__name__, nspk.__spec__.loader.__class__.__name__, nspk.__spec__.origin
def abc(): import importlib.abc as a; return issubclass(importlib.machinery.SourceFileLoader,a.SourceLoader), sorted(a.__all__)[:3]
for f in list(globals().values()):
    if type(f) is type(t) and f is not t: t(f)
