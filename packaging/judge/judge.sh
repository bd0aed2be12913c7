#!/usr/bin/env bash
# Judges the Debian package as a person meets it: on a Debian that has nothing, in a real window,
# with mouse and keyboard. Needs root, debootstrap and the network; takes some minutes.
#
#     sudo packaging/judge/judge.sh [PACKAGE.deb [FOLDER]]
#
# FOLDER (build/judge) gets the pictures of the screen. Everything happens in a chroot below /var/tmp,
# not in the checkout: whoever copied the checkout meanwhile would copy the kernel's files with it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
package=$(realpath "${1:-$(ls "$root"/build/packages/*.deb)}")
work=$(realpath -m "${2:-$root/build/judge}")
place=${JUDGE_PLACE:-/var/tmp/anxin-judge}
base=$place/base
bare=$place/bare
pictures=$work/pictures
mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | head -n 1)}
tools=(xvfb openbox xdotool imagemagick at-spi2-core dbus dbus-bin python3-gi gir1.2-atspi-2.0 poppler-utils)

let_go() {
    for place in dev/shm dev/pts dev proc sys; do
        mountpoint -q "$bare/$place" && umount -l "$bare/$place"
    done
    return 0
}
trap let_go EXIT

inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        chroot "$bare" /bin/bash -c "$1" </dev/null
}

as_person() {
    inside "su -s /bin/bash person -c '$1'"
}

step() {
    printf '\n== %s\n' "$1"
}

mkdir -p "$place" "$pictures"
rm -f "$pictures"/*
if [ ! -e "$base/.whole" ]; then
    step "a Debian that has nothing"
    rm -rf "$base"
    debootstrap --variant=minbase bookworm "$base" "$mirror" >"$place/debootstrap.log"
    touch "$base/.whole"
fi
let_go
rm -rf "$bare"
cp -a "$base" "$bare"
# The machine's own way to packages.
rm -rf "$bare/etc/apt"
cp -a /etc/apt "$bare/etc/apt"
cp -a /usr/share/keyrings/. "$bare/usr/share/keyrings/" 2>/dev/null || true
cp -aL /etc/ssl/certs/. "$bare/etc/ssl/certs/" 2>/dev/null || mkdir -p "$bare/etc/ssl/certs"
cp -L /etc/resolv.conf /etc/hosts "$bare/etc/"
mount -t proc proc "$bare/proc"
mount --bind /dev "$bare/dev"
mount --bind /sys "$bare/sys"
inside "useradd --create-home person && apt-get update -qq"
cp "$package" "$bare/srv/anxin.deb"
mkdir "$bare/srv/judge"
cp "$here"/*.py "$bare/srv/judge"

step "installed with what it asks for and nothing else"
before=$(inside "dpkg -l | grep -c ^ii")
inside "apt-get install -y -qq --no-install-recommends /srv/anxin.deb >/srv/install.log 2>&1 || { cat /srv/install.log; exit 1; }"
after=$(inside "dpkg -l | grep -c ^ii")
echo "$((after - before)) packages came with it"
inside "dpkg --verify anxin-checklist"
inside "which python3 || echo 'no Python on this system'"

step "what it says where it cannot open"
as_person "anxin-checklist" || echo "exit code $?"
# dpkg has to be asked twice to take away what a package needs.
inside "cp /usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0* /srv/ && rm /usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0* && ldconfig"
as_person "DISPLAY=:9 ANXIN_NO_WINDOW=1 anxin-checklist" || echo "exit code $?"
inside "cp -a /srv/libxcb-cursor.so.0* /usr/lib/x86_64-linux-gnu/ && ldconfig && apt-get install -y -qq --reinstall libxcb-cursor0 >/dev/null 2>&1"

step "its check of itself, and the tour without a screen"
as_person "anxin-checklist --self-check"
as_person "anxin-checklist --tour /home/person/tour"

step "the tools of the judge, which come only now"
inside "apt-get install -y -qq --no-install-recommends ${tools[*]} >/srv/tools.log 2>&1 || { tail -5 /srv/tools.log; exit 1; }"

step "first day: answers, a lender, a step, a note, a sheet of paper"
as_person "cd /srv && dbus-run-session -- python3 -m judge.person first"
as_person "pdftotext -layout /home/person/*.pdf - | head -12"

step "an upgrade keeps the data"
inside "mkdir /srv/newer && dpkg-deb -R /srv/anxin.deb /srv/newer/tree && sed -i 's/^Version: .*/&+judge/' /srv/newer/tree/DEBIAN/control && dpkg-deb -Znone -b /srv/newer/tree /srv/newer.deb >/dev/null && apt-get install -y -qq /srv/newer.deb >/dev/null 2>&1 && dpkg-query -W anxin-checklist"
as_person "cd /srv && dbus-run-session -- python3 -m judge.person again upgraded"

step "removed, and what that says"
inside "sha256sum /home/person/.local/share/anxin-checklist/anxin.sqlite >/srv/data.sum"
inside "apt-get purge -y -qq anxin-checklist 2>&1 | grep -v '^(Reading\|^Removing\|^Purging\|^dpkg: warning'"
inside "ls /usr/lib/anxin-checklist /usr/bin/anxin-checklist 2>&1; sha256sum -c /srv/data.sum"

step "installed again: the data is there"
inside "apt-get install -y -qq --no-install-recommends /srv/anxin.deb >/dev/null 2>&1"
as_person "cd /srv && dbus-run-session -- python3 -m judge.person again reinstalled"

step "its files are opened by it"
inside "apt-get install -y -qq --no-install-recommends shared-mime-info desktop-file-utils libglib2.0-bin >/srv/mime.log 2>&1"
as_person "cd && echo 1 >x.anxin && gio info -a standard::content-type x.anxin | grep anxin-checklist"
as_person "gio mime application/x-anxin-checklist | grep anxin-checklist.desktop"

step "data of a newer program is refused and left as it is"
as_person "cd /srv && dbus-run-session -- python3 -m judge.person newer"

step "a message in a window, where a library is missing"
inside "apt-get install -y -qq --no-install-recommends zenity fonts-wqy-microhei >/srv/zenity.log 2>&1"
inside "rm /usr/lib/x86_64-linux-gnu/libxcb-icccm.so.4* && ldconfig"
as_person "cd /srv && dbus-run-session -- python3 -m judge.person refused"

cp "$bare"/home/person/pictures/*.png "$pictures/"
let_go
rm -rf --one-file-system "$bare"
step "everything held; the pictures are in $pictures"
ls "$pictures"
