#!/bin/sh
# Starts 安心清单. Where the system cannot run it, says so in one sentence of Chinese, in the terminal
# and in a window, instead of what the loader would print. A start that is in order costs a millisecond:
# it only looks whether files are there. The lists are filled in when the package is made
# (recipe/linux.py), from what the libraries in it ask the loader for.

base='@BASE@'
x11='@X11@'
wayland='@WAYLAND@'
folders='@FOLDERS@'
loader='@LOADER@'
processor='@PROCESSOR@'
oldest_glibc='@GLIBC@'
tag='@TAG@'

# Where this script is, also when it was started by a link to it.
script=$0
while [ -h "$script" ]; do
    target=$(readlink "$script")
    case $target in
        /*) script=$target ;;
        *) script=${script%/*}/$target ;;
    esac
done
case $script in
    */*) home=${script%/*} ;;
    *) home=. ;;
esac
program=$home/@PROGRAM@

title='安心清单'
unharmed='你的数据没有被动过。'

# Show a message: in the terminal, and in whatever can show a window here.
tell() {
    printf '%s\n' "$1" >&2
    [ -n "$DISPLAY$WAYLAND_DISPLAY" ] || return 0
    [ -z "$ANXIN_NO_WINDOW" ] || return 0
    if command -v zenity >/dev/null; then
        zenity --error --no-markup --width=480 --title="$title" --text="$1" 2>/dev/null && return
    fi
    if command -v kdialog >/dev/null; then
        kdialog --title "$title" --error "$1" 2>/dev/null && return
    fi
    if command -v yad >/dev/null; then
        yad --error --no-markup --title="$title" --text="$1" 2>/dev/null && return
    fi
    if command -v xdg-open >/dev/null; then
        note=$(mktemp "${TMPDIR:-/tmp}/anxin-XXXXXX.txt") || return 0
        printf '%s\n' "$1" >"$note"
        xdg-open "$note" >/dev/null 2>&1 && return
        rm -f "$note"
    fi
    if command -v xmessage >/dev/null; then
        xmessage -center "$title: $1" 2>/dev/null
    fi
    return 0
}

refuse() {
    tell "$1"
    exit 1
}

# Which of the libraries are not in the usual folders. Sets "absent".
look() {
    absent=
    for library in $1; do
        for folder in $folders; do
            [ -e "$folder/$library" ] && continue 2
        done
        absent="$absent $library"
    done
}

# Which of them the loader does not find anywhere either. Sets "missing".
ask_loader() {
    missing=
    [ -n "$1" ] || return 0
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null)
    [ -n "$known" ] || return 0
    for library in $1; do
        case $known in
            *"$library ($tag"*) continue ;;
        esac
        for folder in $(printf '%s' "$LD_LIBRARY_PATH" | tr ':' ' '); do
            [ -e "$folder/$library" ] && continue 2
        done
        missing="$missing $library"
    done
}

# The Debian packages of libraries. Sets "packages".
packages_of() {
    packages=
    for library in $1; do
        case $library in
@CASES@
        esac
    done
}

wanted=$base
if [ -z "$QT_QPA_PLATFORM" ]; then
    if [ -n "$DISPLAY" ]; then
        wanted="$base $x11"
    elif [ -n "$WAYLAND_DISPLAY" ]; then
        wanted="$base $wayland"
    else
        case " $* " in
            *' --help '* | *' -h '* | *' --version '* | *' --self-check '*) ;;
            *' --tour '* | *' --tour='*) QT_QPA_PLATFORM=offscreen && export QT_QPA_PLATFORM ;;
            *) refuse "没有找到显示器（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），安心清单的窗口打不开。请在桌面里打开它。" ;;
        esac
    fi
fi

[ -f "$program" ] ||
    refuse "安心清单缺了文件（$program），打不开，多半是没有解压完整。请重新安装或重新解压一次。$unharmed"
[ -x "$program" ] ||
    refuse "安心清单的程序文件没有“可执行”权限，打不开。请在文件的“属性 → 权限”里允许执行，或运行：chmod +x \"$program\"。$unharmed"

glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null)
glibc=${glibc#glibc }
case $glibc in
    [0-9]*.[0-9]*)
        if [ "${glibc%%.*}" -lt "${oldest_glibc%%.*}" ] ||
            { [ "${glibc%%.*}" -eq "${oldest_glibc%%.*}" ] && [ "${glibc#*.}" -lt "${oldest_glibc#*.}" ]; }; then
            refuse "这个系统太旧，安心清单打不开：需要 glibc $oldest_glibc 或更新的版本，这里是 $glibc。请换用 Debian 12、Ubuntu 22.04 或更新的系统。$unharmed"
        fi
        ;;
esac

look "$wanted"
if [ -n "$absent" ]; then
    if [ "$(uname -m)" != "$processor" ]; then
        refuse "这个安装包是给 $processor 处理器的，这台电脑是 $(uname -m)，安心清单打不开。请下载适合这台电脑的安装包。$unharmed"
    fi
    [ -e "$loader" ] ||
        refuse "这个系统不是安心清单支持的 Linux（缺少 glibc），打不开。请换用 Debian 12、Ubuntu 22.04 或更新的系统。$unharmed"
    ask_loader "$absent"
    if [ -n "$missing" ]; then
        packages_of "$missing"
        refuse "这台电脑缺少系统组件：$(echo $missing | sed 's/ /、/g')，安心清单打不开。请在终端运行：sudo apt-get install$packages（其他系统请安装同名组件），再打开一次。$unharmed"
    fi
fi

exec "$program" "$@"
