#!/bin/sh
# Puts DumpDesk where your desktop and your shell find it, or takes it away again:
#
#   ./install.sh [install|uninstall] [PREFIX]
#
# PREFIX is ~/.local unless said otherwise; /usr/local, as root, is for everybody.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
action=${1:-install}
prefix=${2:-$HOME/.local}
case $prefix in
/*) ;;
*) prefix=$PWD/$prefix ;;
esac

refresh() {
    # Those that are not there are not needed: desktops then look for themselves.
    for step in "update-mime-database $1/mime" "update-desktop-database -q $1/applications" \
        "gtk-update-icon-cache -q -t -f $1/icons/hicolor"; do
        command -v "${step%% *}" >/dev/null 2>&1 && $step >/dev/null 2>&1 || :
    done
}

cd "$here"
case $action in
install)
    find bin share -type f | while read -r file; do
        mkdir -p "$prefix/$(dirname "$file")"
        cp "$file" "$prefix/$file.new"
        mv -f "$prefix/$file.new" "$prefix/$file"
    done
    # Desktops need not have bin on their search path.
    escaped=$(printf '%s' "$prefix" | sed 's/[&|\\]/\\&/g')
    sed "s|@PREFIX@|$escaped|" share/applications/dumpdesk.desktop \
        >"$prefix/share/applications/dumpdesk.desktop"
    refresh "$prefix/share"
    echo "DumpDesk is in $prefix/bin/dumpdesk and in the menu of your desktop."
    ;;
uninstall)
    find bin share -type f | while read -r file; do
        rm -f "$prefix/$file"
    done
    refresh "$prefix/share"
    echo "DumpDesk is gone from $prefix. Settings, history and dumps are where they were."
    ;;
*)
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
