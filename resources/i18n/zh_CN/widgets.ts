<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>{n} done</source>
        <translation>已完成 {n}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{field}, required</source>
        <translation>{field}，必填</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>e.g. 1231 or +30</source>
        <translation>如 1231 或 +30</translation>
    </message>
    <message>
        <source>This is no date. Type 2026-12-31, 1231 or +30.</source>
        <translation>这不是日期。可输入 2026-12-31、1231 或 +30。</translation>
    </message>
    <message>
        <source>Scan box</source>
        <translation>扫码框</translation>
    </message>
    <message>
        <source>Scan or type: tag, card or serial number, plate, borrower</source>
        <translation>扫码或输入：标签号、资产编号、序列号、车牌、借用人</translation>
    </message>
    <message>
        <source>Chinese input (Ctrl+Space)</source>
        <translation>中文输入 (Ctrl+空格)</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已办</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未办</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不认识</translation>
    </message>
    <message>
        <source>Note</source>
        <comment>of a scan</comment>
        <translation>说明</translation>
    </message>
    <message>
        <source>Scan log</source>
        <translation>扫码记录</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>在库</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>In transit</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Lent</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Rented out</source>
        <translation>租出</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>已调剂</translation>
    </message>
    <message>
        <source>In repair</source>
        <translation>维修</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>盘亏</translation>
    </message>
    <message>
        <source>To be disposed of</source>
        <translation>待处置</translation>
    </message>
    <message>
        <source>Disposed of</source>
        <translation>已处置</translation>
    </message>
    <message>
        <source>Type to find</source>
        <translation>输入即查找</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>New: {text}</source>
        <translation>新增：{text}</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>已选 {n} 行</translation>
    </message>
</context>
</TS>
