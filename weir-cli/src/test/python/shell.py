"""Types into weir shell and looks at what it shows:  shell.py FOLDER COMMAND…

The cluster has a topic 'rides'; the contexts are 'dev', which the shell begins with, and 'prod'.
"""
import os
import sys

from terminal import Terminal

TAB, UP, CTRL_A, CTRL_C, CTRL_D, CTRL_U = "\t", "\x1bOA", "\x01", "\x03", "\x04", "\x15"
F2, F3, F9 = "\x1bOQ", "\x1bOR", "\x1b[20~"

shell = Terminal(sys.argv[2:], sys.argv[1], dict(os.environ))


def prompt(name="dev"):
    shell.shows(name + " › $")


def runs(line, shown):
    shell.type(line + "\r")
    shell.shows(shown + ".* › $")


prompt()
runs("topics -o name", "\nrides\n")

# The names are asked for in the background, so the first Tab may come too early.
shell.type("topics describe ri" + TAB)
while "rides" not in shell.text():
    shell.type(CTRL_U + "topics describe ri" + TAB)
    shell.shows("ri(des)?")
shell.type("\r")
shell.shows("PARTITION.* › $")

shell.type("topics cr" + TAB)
shell.shows("create ")
shell.type("--re" + TAB)
shell.shows("--replicas")
shell.type(CTRL_U + "topics " + TAB)
shell.shows("describe +\\(Show topics.*offsets")
shell.type(CTRL_C)
prompt()

shell.type("topics -q rds" + F3)
shell.shows("Fuzzy completion is off")
shell.type(F3)
shell.shows("Fuzzy completion is on")
shell.type(CTRL_U + "use rds" + TAB + "\r")
shell.shows("Default topic: rides.*rides › $")
runs("use", "No default topic")

runs("version", "\nKafka ")
shell.type(UP)
shell.shows("version")
shell.type(UP + UP)
shell.shows("use rides")
shell.type(CTRL_U + "vers")
shell.shows("ion")  # grey, from the history

shell.type(CTRL_U + "consume" + F9)
shell.shows("Usage: weir consume.*dev › ")  # its end: what comes later would answer below
shell.type(CTRL_U + "produce rides --report\r")
shell.shows("> ")
shell.type("one\rtwo\r" + CTRL_D)
shell.shows("acknowledged 2.* › $")

shell.type("consume rides -F\r")
shell.shows("one\ntwo\n")
shell.type(CTRL_C)
prompt()
shell.type("watch 1s version\r")
shell.shows("weir .*weir ")
shell.type(CTRL_C)
prompt()
runs("!echo $((6 * 7)) of the system", "42 of the system")
runs("# topics -X sasl.password=hidden", "")

shell.type(F2)
shell.shows("prod RO › $")
if "\x1b[31" not in shell.colours() and "\x1b[1;31" not in shell.colours():
    shell.fail("prod was not shown in red", 1)
shell.type("produce rides\r")
shell.shows("read-only.* › $")
shell.type(CTRL_D)
if shell.ends() != 0:
    shell.fail("it did not end well", 0)
print("all was shown")
