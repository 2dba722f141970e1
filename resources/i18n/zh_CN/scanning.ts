<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>“{text}” is the code of a place where nothing lies now: its name is not known here.</source>
        <translation>“{text}”是库位编码，但该处目前没有物品，本机不知道它的名称。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>“{text}” is a place: {place}</source>
        <translation>“{text}”是库位：{place}</translation>
    </message>
    <message>
        <source>{words}. Several warehouses have such a place, or it is closed: choose by hand.</source>
        <translation>{words}。几个仓库都有这个库位，或该仓库已停用，请手工选择。</translation>
    </message>
</context>
</TS>
