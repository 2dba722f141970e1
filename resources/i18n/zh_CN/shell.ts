<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Back into the main window</source>
        <translation>放回主窗口</translation>
    </message>
    <message>
        <source>Public property counter</source>
        <translation>公物仓柜台</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色/深色</translation>
    </message>
    <message>
        <source>Help (F1)</source>
        <translation>帮助 (F1)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Lock the screen</source>
        <translation>锁定屏幕</translation>
    </message>
    <message>
        <source>This command code does nothing here.</source>
        <translation>这个操作码在此处没有作用。</translation>
    </message>
    <message>
        <source>Scan {code} was not taken: finish the open question first.</source>
        <translation>扫到的 {code} 未受理：请先回答打开的对话框。</translation>
    </message>
    <message>
        <source>The input method changed this scan. The scan box is active now: please scan again.</source>
        <translation>输入法改变了这次扫码。光标已在扫码框，请再扫一次。</translation>
    </message>
    <message>
        <source>This page of keys</source>
        <translation>本按键说明</translation>
    </message>
    <message>
        <source>Find any action, asset, person or document</source>
        <translation>查找任何操作、资产、人员或单据</translation>
    </message>
    <message>
        <source>Go to the scan box</source>
        <translation>到扫码框</translation>
    </message>
    <message>
        <source>Chinese input in the scan box, on or off</source>
        <translation>扫码框中文输入开/关</translation>
    </message>
    <message>
        <source>Open this page in a window of its own</source>
        <translation>在单独窗口中打开本页</translation>
    </message>
    <message>
        <source>Undo what just happened</source>
        <translation>撤销刚才的操作</translation>
    </message>
    <message>
        <source>One step back; nothing typed is lost</source>
        <translation>退回一步，已输入的内容保留</translation>
    </message>
    <message>
        <source>Open the row</source>
        <translation>打开该行</translation>
    </message>
    <message>
        <source>Mark the row</source>
        <translation>标记该行</translation>
    </message>
    <message>
        <source>Copy the marked rows as a table</source>
        <translation>把标记的行复制为表格</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Find in the first column</source>
        <translation>在首列中查找</translation>
    </message>
    <message>
        <source>On this page</source>
        <translation>本页</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>随处可用</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>表格中</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>退出登录(&amp;S)</translation>
    </message>
    <message>
        <source>Locked: {person}</source>
        <translation>已锁定：{person}</translation>
    </message>
    <message>
        <source>Find an action, asset, person or document</source>
        <translation>查找操作、资产、人员或单据</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>在单独窗口中打开</translation>
    </message>
    <message>
        <source>Person and session</source>
        <translation>人员与会话</translation>
    </message>
    <message>
        <source>&amp;Lock the screen</source>
        <translation>锁定屏幕(&amp;L)</translation>
    </message>
    <message>
        <source>Nobody signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>Line up</source>
        <translation>网络正常</translation>
    </message>
    <message>
        <source>Line down</source>
        <translation>网络断开</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Sync is stuck</source>
        <translation>同步受阻</translation>
    </message>
    <message>
        <source>Sync is paused</source>
        <translation>同步已暂停</translation>
    </message>
    <message>
        <source>By file, without a line</source>
        <translation>经文件往来，无线路</translation>
    </message>
    <message>
        <source>This site alone</source>
        <translation>单机使用</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 笔待上传</translation>
    </message>
    <message>
        <source>What waits, what came, and why it stands still: open the sync centre</source>
        <translation>等待什么、收到什么、为何停滞：打开同步中心</translation>
    </message>
    <message>
        <source>No data from the city yet</source>
        <translation>尚无市级数据</translation>
    </message>
    <message>
        <source>City data: {when}</source>
        <translation>市级数据：{when}</translation>
    </message>
</context>
</TS>
