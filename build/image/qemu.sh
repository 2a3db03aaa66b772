#!/bin/sh
# NOT VERIFIED by the project's tests, which have no kernel; they keep it the same as what `vtnt run --as qemu` starts.
# Boots the image: ./qemu.sh KERNEL TAP ADDRESS/PREFIX:GATEWAY ARGUMENT… ends when the guest powers off; a kernel that
# does not do so after the line "@vtnt end" has to be stopped by whoever reads that line, and always after a time-out.
# VTNT_KVM=off lets QEMU translate the guest where KVM is there and does not work. QEMU lets the host's same-page merging
# share the memory of identical guests (/sys/kernel/mm/ksm/run = 1).
set -eu
kernel=$1 tap=$2 address=$3
shift 3
here=$(dirname "$0")
if [ "${VTNT_KVM:-on}" = on ] && [ -w /dev/kvm ]; then accelerate='-enable-kvm -cpu host'; else accelerate='-cpu max'; fi
# shellcheck disable=SC2086
exec qemu-system-x86_64 -nodefaults -display none -serial stdio -no-reboot -device isa-debug-exit \
    $accelerate -m "${VTNT_MEMORY:-32}" -kernel "$kernel" -initrd "$here/rootfs.cpio" \
    -netdev "tap,id=n0,ifname=$tap,script=no,downscript=no" -device virtio-net-pci,netdev=n0 \
    -append "elfloader netdev.ip=$address vfs.fstab=[ \"initrd0:/:extract::ramfs=1:\" ] -- /vtnt-host $*"
