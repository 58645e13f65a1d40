# Standard streams in encodings whose codecs are imported before the program.
import subprocess
import sys

for name in "latin-1", "cp037", "utf-16-le", "ascii:backslashreplace", "koi8-r:replace":
    ran = subprocess.run([sys.executable, "-c", 'import sys; print("h\\xe9", len(sys.meta_path), sys.stdout.encoding)'],
                         env={"PYTHONIOENCODING": name}, capture_output=True)
    print(name, ran.returncode, ran.stdout, ran.stderr.splitlines()[-1:])
