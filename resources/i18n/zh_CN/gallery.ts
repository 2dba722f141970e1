<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Not now</source>
        <translation>暂不可用</translation>
    </message>
    <message>
        <source>&amp;Hand out</source>
        <translation>交付(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import a ledger</source>
        <translation>导入台账(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Void the label</source>
        <translation>作废标签(&amp;V)</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Hand &amp;out</source>
        <translation>借出(&amp;O)</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <translation>归还(&amp;B)</translation>
    </message>
    <message>
        <source>E&amp;xtend</source>
        <translation>续借(&amp;X)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>办理事项</translation>
    </message>
    <message>
        <source>&amp;Print the slip</source>
        <translation>打印交接单(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Two copies</source>
        <translation>一式两份(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Good</source>
        <translation>完好(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Serial number</source>
        <translation>序列号(&amp;S)</translation>
    </message>
    <message>
        <source>A serial number has no letter O here. Did you mean 12045?</source>
        <translation>这里的序列号没有字母 O。是否为 12045？</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Borrower</source>
        <translation>借用人(&amp;B)</translation>
    </message>
    <message>
        <source>Name, pinyin initials or card</source>
        <translation>姓名、拼音首字母或证件</translation>
    </message>
    <message>
        <source>&amp;Warehouse</source>
        <translation>仓(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Due date</source>
        <translation>应还日期(&amp;D)</translation>
    </message>
    <message>
        <source>Si&amp;te</source>
        <translation>站点(&amp;T)</translation>
    </message>
    <message>
        <source>Not&amp;e</source>
        <translation>备注(&amp;E)</translation>
    </message>
    <message>
        <source>What the next person should know</source>
        <translation>需要让下一位同事知道的事</translation>
    </message>
    <message>
        <source>412 pieces imported</source>
        <translation>已导入 412 件</translation>
    </message>
    <message>
        <source>Three rows were left out; they are saved with their reasons.</source>
        <translation>有 3 行未导入，已连同原因另存。</translation>
    </message>
    <message>
        <source>The line is down</source>
        <translation>网络已断开</translation>
    </message>
    <message>
        <source>Hand-outs of this site's property go on; the rest waits.</source>
        <translation>本仓保管的资产照常借还，其余等网络恢复后办理。</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space and try again.</source>
        <translation>没有任何改动。请腾出空间后再试。</translation>
    </message>
    <message>
        <source>A newer ledger is here</source>
        <translation>有更新的台账</translation>
    </message>
    <message>
        <source>It has 20 more rows than the one imported in May.</source>
        <translation>比五月导入的多 20 行。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Two pieces handed out to {name}</source>
        <translation>已借给{name} 2 件</translation>
    </message>
    <message>
        <source>Importing the ledger</source>
        <translation>正在导入台账</translation>
    </message>
    <message>
        <source>No vehicles yet</source>
        <translation>还没有车辆</translation>
    </message>
    <message>
        <source>Cars of the pool stand here with their papers, keys and journeys.</source>
        <translation>车辆池的车在这里，连同证件、钥匙和出车记录。</translation>
    </message>
    <message>
        <source>Add the &amp;first car</source>
        <translation>登记第一辆车(&amp;F)</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Loan</source>
        <translation>借用</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>Original value (yuan)</source>
        <translation>原值（元）</translation>
    </message>
    <message>
        <source>Handed out</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>入库</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>Buttons and choices</source>
        <translation>按钮与选择</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>扫码</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Waiting and beginning</source>
        <translation>等待与开始</translation>
    </message>
    <message>
        <source>Tables and details</source>
        <translation>表格与详情</translation>
    </message>
    <message>
        <source>Icons</source>
        <translation>图标</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>柜员</translation>
    </message>
    <message>
        <source>Ta&amp;ke in</source>
        <translation>入库(&amp;K)</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>Loan desk</source>
        <translation>借用台</translation>
    </message>
    <message>
        <source>Vehicle pool</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>密码不对</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近见到</translation>
    </message>
    <message>
        <source>Borrower: {name}</source>
        <translation>借用人：{name}</translation>
    </message>
    <message>
        <source>Due in 30 days</source>
        <translation>30 天后归还</translation>
    </message>
    <message>
        <source>Handed out, slip line 1</source>
        <translation>已交付，交接单第 1 行</translation>
    </message>
    <message>
        <source>Kept by Qufu; this site cannot lend it. Ask for a transfer.</source>
        <translation>由曲阜仓保管，本仓不能借出。可申请移库。</translation>
    </message>
    <message>
        <source>Ask for transfer</source>
        <translation>申请移库</translation>
    </message>
    <message>
        <source>No tag, card or serial number is like this.</source>
        <translation>没有这样的标签号、资产编号或序列号。</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>登记入库</translation>
    </message>
    <message>
        <source>Reserved for 李䶮 until 1 December.</source>
        <translation>已为李䶮预留至 12 月 1 日。</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部件</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Each state of each part</source>
        <translation>每个部件的每种状态</translation>
    </message>
</context>
</TS>
