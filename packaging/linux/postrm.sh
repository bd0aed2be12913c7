#!/bin/sh
set -e
# What people wrote belongs to them and is never touched here, not even by a purge.
case "$1" in
    remove)  # A purge comes after it.
        echo '安心清单已卸载。各用户的数据没有删除，还在：主文件夹下的 .local/share/anxin-checklist（用 --data 指定过别处的，在那里）。'
        echo '重新安装后会接着用；不想要的话，请自己删除这个文件夹，回收站和备份里的也要删。'
        ;;
esac
