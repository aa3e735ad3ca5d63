#!/bin/bash
# container.sh ROOT DATA UID JAVA_HOME COMMAND...: runs COMMAND as a container would: ROOT is its root and read-only, with the
# programs of this machine in place of the base image's; /tmp is its own; DATA is its volume; UID its user, without any
# capability. Needs root, to lose it. Nothing forks, so the process keeps its id.
set -euo pipefail
if [ "${INSIDE:-}" != yes ]; then
    INSIDE=yes exec unshare --mount --propagation private bash "$0" "$@"
fi
unset INSIDE
root=$1 data=$2 uid=$3 java=$4
shift 4

mkdir -p "$root"/{usr,etc,proc,dev,tmp,var/lib/productify-manager} "$root$java"
mount --bind "$root" "$root"
for folder in bin sbin lib lib64; do
    [ -e "$root/$folder" ] || { [ -L "/$folder" ] && ln -s "$(readlink "/$folder")" "$root/$folder"; }
done
for folder in /usr /etc /proc /dev; do mount --rbind "$folder" "$root$folder"; done
mountpoint -q "$root$java" || mount --bind "$java" "$root$java"
mount --bind "$root.passwd" "$root/etc/passwd"
mount -t tmpfs -o size=64m tmpfs "$root/tmp"
mount --bind "$data" "$root/var/lib/productify-manager"
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
    --pdeathsig TERM /bin/sh -c 'cd /var/lib/productify-manager && exec "$@"' sh "$@"
