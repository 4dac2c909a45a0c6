"""Many cases to the real Django at once: one JSON case a line in, one JSON answer a line out, in order.

  python3 ask-many.py DJANGO_ORACLE.py [SECTION,...] < cases.jsonl

Django is imported once; each case runs in a child forked from there, as the tool runs it in a process of
its own, which makes a question some 60 ms. A case that Django cannot be asked about answers {"failed": text}.
"""
import importlib.util
import json
import os
import shutil
import signal
import sys
import traceback

LIMIT_S = 60


def load_tool(path):
    spec = importlib.util.spec_from_file_location("django_oracle", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def restart_with_django(tool):
    """The tool chooses Django and the environment for its workers; we are one of them."""
    if os.environ.get("ASK_MANY_READY"):
        return
    import glob
    found = glob.glob(os.path.join(tool.HERE, "django", tool.PRIMARY, "usr/lib/python3/dist-packages"))
    env = tool.env_for(tool.PRIMARY if found else None, None)
    os.execve(sys.executable, [sys.executable, *sys.argv], dict(env, ASK_MANY_READY="1"))


def warm_up():
    import django.core.checks  # noqa: F401
    import django.core.management.commands.migrate  # noqa: F401
    import django.db.backends.sqlite3.base  # noqa: F401
    import django.db.migrations.autodetector  # noqa: F401
    import django.db.models  # noqa: F401
    import django.forms  # noqa: F401


def answer(tool, case, want):
    worker = tool.Worker(case, want)
    try:
        return worker.run()
    finally:
        shutil.rmtree(worker.tmp, ignore_errors=True)


def ask(tool, case, want):
    back, out = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(back)
            signal.alarm(LIMIT_S)
            os.dup2(2, 1)
            try:
                text = json.dumps(answer(tool, case, want), ensure_ascii=False)
            except Exception:
                text = json.dumps({"failed": traceback.format_exc()[-3000:]})
            with os.fdopen(out, "w", encoding="utf-8") as pipe:
                pipe.write(text)
            code = 0
        finally:
            os._exit(code)
    os.close(out)
    with os.fdopen(back, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text or json.dumps({"failed": "the process ended"})


def main():
    tool = load_tool(sys.argv[1])
    restart_with_django(tool)
    want = sys.argv[2].split(",") if len(sys.argv) > 2 else None
    warm_up()
    for line in sys.stdin:
        if line.strip():
            print(ask(tool, json.loads(line), want), flush=True)


if __name__ == "__main__":
    main()
