"""What printing counts: a list of waiting texts."""
import gc, sys
gc.disable()
gc.collect()
a=gc.get_count()[0]; print('x'); b=gc.get_count()[0]; print('y'); c=gc.get_count()[0]; print('z'*10000); d=gc.get_count()[0]; print('w'); e=gc.get_count()[0]
print(b-a,c-b,d-c,e-d)
gc.collect()
a=gc.get_count()[0]; sys.stdout.write('x'); b=gc.get_count()[0]; sys.stdout.write('x'); c=gc.get_count()[0]; sys.stdout.flush(); d=gc.get_count()[0]; sys.stdout.write('q'); e=gc.get_count()[0]
print(b-a,c-b,d-c,e-d)
gc.collect()
a=gc.get_count()[0]; sys.stdout.write('x'); b=gc.get_count()[0]; sys.stdout.write('x'); c=gc.get_count()[0]; sys.stdout.flush(); d=gc.get_count()[0]; sys.stdout.write('q'); e=gc.get_count()[0]
print(b-a,c-b,d-c,e-d)
