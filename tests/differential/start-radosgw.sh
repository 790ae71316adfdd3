#!/bin/bash
# Runs a one-node Ceph (a monitor, an in-memory OSD, an S3 gateway) on the loopback address until it gets SIGTERM.
#
#   start-radosgw.sh EMPTY_DIR S3_PORT MON_PORT     prints "ready" when S3 answers on http://127.0.0.1:S3_PORT
#
# Packages: radosgw ceph-mon ceph-osd ceph-common. Nothing is kept: the folder may be deleted afterwards.
set -euo pipefail
dir=${1:?folder} s3_port=${2:?port} mon_port=${3:?port}
mkdir -p "$dir"/{mon,osd,run,log,rgw}
cd "$dir"
fsid=$(cat /proc/sys/kernel/random/uuid)

cat >ceph.conf <<CONF
[global]
fsid = $fsid
mon_host = [v2:127.0.0.1:$mon_port]
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
ms_bind_ipv6 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
auth_allow_insecure_global_id_reclaim = true
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
mon_data_avail_warn = 2
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_memory_target = 939524096
run_dir = $dir/run
admin_socket = $dir/run/\$name.asok
pid_file = $dir/run/\$name.pid
log_file = $dir/log/\$name.log
keyring = $dir/keyring
[mon.a]
host = $(hostname)
mon_data = $dir/mon
[osd.0]
host = $(hostname)
osd_data = $dir/osd
[client.rgw]
rgw_data = $dir/rgw
rgw_frontends = beast endpoint=127.0.0.1:$s3_port
rgw_enable_usage_log = false
rgw_enable_gc_threads = false
rgw_enable_lc_threads = false
rgw_run_sync_thread = false
rgw_dns_name = localhost
# The gateway insists on encrypted monitor connections by default, which cannot be had with auth_client_required = none.
ms_mon_client_mode = crc secure
auth_client_required = none
CONF
export CEPH_CONF=$dir/ceph.conf CEPH_ARGS="-c $dir/ceph.conf"

daemons=()
stop() {
    trap - EXIT INT TERM
    for pid in "${daemons[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' INT TERM

until_true() { # SECONDS COMMAND...
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || { echo "gave up waiting for: $*" >&2; exit 1; }
        sleep .2
    done
}
monitor_answers() { timeout 5 ceph -s >/dev/null 2>&1; }
osd_is_up() { timeout 5 ceph osd stat 2>/dev/null | grep -q '1 up'; }
gateway_answers() {
    kill -0 "${daemons[2]}" 2>/dev/null || { echo "the gateway ended; see $dir/log" >&2; exit 1; }
    (exec 3<>"/dev/tcp/127.0.0.1/$s3_port") 2>/dev/null
}

ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null
ceph-authtool keyring --gen-key -n client.rgw --cap mon 'allow rw' --cap osd 'allow rwx' >/dev/null
monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" monmap >/dev/null
ceph-mon --mkfs -i a --monmap monmap --keyring keyring
ceph-mon -i a -f >log/mon.out 2>&1 &
daemons+=($!)
until_true 30 monitor_answers
osd=$(cat /proc/sys/kernel/random/uuid)
ceph osd new "$osd" >/dev/null
ceph-osd -i 0 --mkfs --osd-uuid "$osd" >log/mkfs.out 2>&1
ceph-osd -i 0 -f >log/osd.out 2>&1 &
daemons+=($!)
until_true 30 osd_is_up
radosgw -n client.rgw -f >log/rgw.out 2>&1 &
daemons+=($!)
until_true 60 gateway_answers
radosgw-admin user create --uid=owner --display-name=owner --access-key=OWNERKEY --secret=owner-secret --max-buckets=0 >log/user.out 2>&1
echo ready
wait
